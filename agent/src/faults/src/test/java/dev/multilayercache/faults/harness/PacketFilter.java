package dev.multilayercache.faults.harness;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * Decides for each frame whether it is lost: a program for the kernel's classifier, in classic BPF,
 * as {@code tc} takes it.
 *
 * <p>That needs neither netem nor netfilter, and can tell directions and peers apart. The program
 * answers with what is to be done: 0 passes the frame, 2 drops it. Offsets are those of an Ethernet
 * frame with an IPv4 packet; a random number is read at an offset that Linux defines for it.
 */
record PacketFilter(String bytecode) {
  private static final int SOURCE = 26;
  private static final int DESTINATION = 30;

  /** SKF_AD_OFF + SKF_AD_RANDOM in linux/filter.h. */
  private static final long RANDOM = 0xffff_f000L + 56;

  static PacketFilter everything() {
    return new PacketFilter("1,6 0 0 2");
  }

  static PacketFilter from(String address) {
    return ofAddress(SOURCE, address);
  }

  static PacketFilter to(String address) {
    return ofAddress(DESTINATION, address);
  }

  /** So many of a hundred frames, at random. */
  static PacketFilter share(int percent) {
    long threshold = (100 - percent) * (1L << 32) / 100;
    return new PacketFilter("4,32 0 0 " + RANDOM + ",53 0 1 " + threshold + ",6 0 0 2,6 0 0 0");
  }

  private static PacketFilter ofAddress(int offset, String address) {
    return new PacketFilter(
        "4,32 0 0 " + offset + ",21 0 1 " + number(address) + ",6 0 0 2,6 0 0 0");
  }

  private static long number(String address) {
    try {
      return Integer.toUnsignedLong(
          ByteBuffer.wrap(InetAddress.getByName(address).getAddress()).getInt());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
