package dev.multilayercache.faults.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The programs, compared with what {@code tcpdump -ddd} would print for the same conditions. */
class PacketFilterTest {
  @Test
  void drops_everything_with_one_instruction() {
    assertEquals("1,6 0 0 2", PacketFilter.everything().bytecode());
  }

  @Test
  void compares_the_source_of_a_packet() {
    assertEquals(
        "4,32 0 0 26,21 0 1 172818434,6 0 0 2,6 0 0 0", PacketFilter.from("10.77.0.2").bytecode());
  }

  @Test
  void compares_the_destination_of_a_packet() {
    assertEquals(
        "4,32 0 0 30,21 0 1 172818434,6 0 0 2,6 0 0 0", PacketFilter.to("10.77.0.2").bytecode());
  }

  @Test
  void drops_the_highest_of_a_random_number() {
    assertEquals(
        "4,32 0 0 4294963256,53 0 1 3006477107,6 0 0 2,6 0 0 0", PacketFilter.share(30).bytecode());
  }
}
