package dev.multilayercache.agent.layer;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.KeyPattern;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every layer must do. A layer's test extends it and gives a ready, empty layer, whose entries
 * live on the clock of {@link System#nanoTime}.
 */
public abstract class LayerContract {
  private static final long STAMP = 7;
  private static final String CACHE = "products";

  private Layer layer;
  private Region region;

  /** A layer that is ready and empty; the subclass closes it. */
  protected abstract Layer layer();

  /** The region under test. */
  protected final Region region() {
    return region;
  }

  @BeforeEach
  void open_a_region() {
    layer = layer();
    region = layer.region(new RegionSpec(CACHE, String.class, getClass().getClassLoader()));
  }

  @Test
  void a_key_never_stored_is_a_miss() {
    assertInstanceOf(Lookup.Miss.class, region.read(key("a"), STAMP));
  }

  @Test
  void a_stored_value_is_found() {
    store("a", "value");

    assertEquals("value", valueOf("a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "false", "null", "ä\uD83D\uDE00\u0000\n"})
  void any_text_is_a_value(String text) {
    store("a", text);

    assertEquals(text, valueOf("a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"q#1", "q#2", "x/../a", "tag:x", " ", "ключ", "a,b", "\\", "*", "re:"})
  void any_text_is_a_key(String text) {
    store("q", "another");
    store(text, "value");

    assertEquals("value", valueOf(text));
  }

  @Test
  void a_stored_null_is_a_hit() {
    store("a", null);

    Lookup lookup = region.read(key("a"), STAMP);

    assertNull(assertInstanceOf(Lookup.Hit.class, lookup).entry().value());
  }

  @Test
  void tags_come_back_with_the_value() {
    Entry entry = new Entry("value", List.of("red", "größer, than"), in(Duration.ofMinutes(1)), 7);
    leaseOf("a").store(entry, () -> true);

    assertEquals(List.of("red", "größer, than"), entryOf("a").tags());
  }

  @Test
  void life_is_never_longer_than_stored() {
    long deadline = in(Duration.ofSeconds(30));
    leaseOf("a").store(new Entry("value", List.of(), deadline, STAMP), () -> true);

    assertTrue(entryOf("a").deadlineNanos() - deadline <= 0);
  }

  @Test
  void life_is_kept_but_for_a_second() {
    long deadline = in(Duration.ofSeconds(30));
    leaseOf("a").store(new Entry("value", List.of(), deadline, STAMP), () -> true);

    long lost = deadline - entryOf("a").deadlineNanos();

    assertTrue(lost < Duration.ofSeconds(1).toNanos(), () -> NANOSECONDS.toMillis(lost) + " ms");
  }

  @Test
  void an_expired_entry_is_a_miss() {
    leaseOf("a").store(new Entry("value", List.of(), in(Duration.ofMillis(1)), STAMP), () -> true);

    await().until(() -> region.peek(key("a"), STAMP) == null);

    assertInstanceOf(Lookup.Miss.class, region.read(key("a"), STAMP));
  }

  @Test
  void peek_finds_what_read_finds() {
    store("a", "value");

    assertEquals("value", region.peek(key("a"), STAMP).value());
  }

  @Test
  void peek_of_an_absent_key_is_null() {
    assertNull(region.peek(key("a"), STAMP));
  }

  @Test
  void a_removed_key_is_a_miss() {
    store("a", "value");

    region.remove(key("a"));

    assertNull(region.peek(key("a"), STAMP));
  }

  @Test
  void removing_a_key_leaves_the_others() {
    store("a", "1");
    store("b", "2");

    region.remove(key("a"));

    assertEquals("2", valueOf("b"));
  }

  @Test
  void removing_an_absent_key_does_nothing() {
    assertDoesNotThrow(() -> region.remove(key("a")));
  }

  @Test
  void a_lease_is_refused_after_its_key_was_removed() {
    Lease lease = leaseOf("a");

    region.remove(key("a"));
    Lease.Outcome outcome = lease.store(entry("old"), () -> false);

    assertEquals(Lease.Outcome.REFUSED, outcome);
    assertNull(region.peek(key("a"), STAMP));
  }

  @Test
  void a_lease_is_refused_after_a_newer_write() {
    Lease load = leaseOf("a");

    region.claim(key("a")).store(entry("newer"), () -> true);
    Lease.Outcome outcome = load.store(entry("older"), () -> true);

    assertEquals(Lease.Outcome.REFUSED, outcome);
    assertEquals("newer", valueOf("a"));
  }

  @Test
  void a_claim_writes_over_what_is_there() {
    store("a", "first");

    Lease.Outcome outcome = region.claim(key("a")).store(entry("second"), () -> true);

    assertEquals(Lease.Outcome.STORED, outcome);
    assertEquals("second", valueOf("a"));
  }

  @Test
  void the_latest_write_alone_decides_the_tags() {
    region
        .claim(key("a"))
        .store(new Entry("first", List.of("old"), in(Duration.ofMinutes(1)), STAMP), () -> true);
    region
        .claim(key("a"))
        .store(new Entry("second", List.of("new"), in(Duration.ofMinutes(1)), STAMP), () -> true);

    assertEquals(List.of("new"), entryOf("a").tags());
  }

  @Test
  void a_released_lease_leaves_a_miss() {
    leaseOf("a").release();

    assertInstanceOf(Lookup.Miss.class, region.read(key("a"), STAMP));
  }

  @Test
  void after_a_release_the_next_reader_can_store() {
    leaseOf("a").release();

    store("a", "value");

    assertEquals("value", valueOf("a"));
  }

  @Test
  void releasing_twice_does_nothing() {
    Lease lease = leaseOf("a");
    lease.release();

    assertDoesNotThrow(lease::release);
  }

  @Test
  void releasing_after_storing_keeps_the_value() {
    Lease lease = leaseOf("a");
    lease.store(entry("value"), () -> true);

    lease.release();

    assertEquals("value", valueOf("a"));
  }

  @Test
  void a_pattern_removes_every_matching_key() {
    store("user:1", "1");
    store("user:2", "2");

    region.removeMatching(KeyPattern.parse("user:*"));

    assertNull(region.peek(key("user:1"), STAMP));
    assertNull(region.peek(key("user:2"), STAMP));
  }

  @Test
  void a_pattern_leaves_keys_that_do_not_match_as_a_whole() {
    store("superuser:1", "1");

    region.removeMatching(KeyPattern.parse("user:*"));

    assertEquals("1", valueOf("superuser:1"));
  }

  @Test
  void a_regular_expression_removes_matching_keys_only() {
    store("session:a:2024-01", "1");
    store("session:a:2025-01", "2");

    region.removeMatching(KeyPattern.parse("re:session:[^:]+:2024-\\d+"));

    assertNull(region.peek(key("session:a:2024-01"), STAMP));
    assertEquals("2", valueOf("session:a:2025-01"));
  }

  @Test
  void clear_leaves_nothing() {
    store("a", "1");
    store("b", "2");

    region.clear();

    assertNull(region.peek(key("a"), STAMP));
    assertNull(region.peek(key("b"), STAMP));
  }

  @Test
  void caches_do_not_see_each_other() {
    Region other =
        layer.region(new RegionSpec("orders", String.class, getClass().getClassLoader()));
    store("a", "product");

    assertNull(other.peek(new Key("orders", "a", "a"), STAMP));
  }

  @Test
  void clearing_one_cache_leaves_the_other() {
    Region other =
        layer.region(new RegionSpec("orders", String.class, getClass().getClassLoader()));
    Key orderKey = new Key("orders", "a", "a");
    other.claim(orderKey).store(entry("order"), () -> true);

    region.clear();

    assertEquals("order", other.peek(orderKey, STAMP).value());
  }

  @Test
  void entries_are_counted() {
    store("a", "1");
    store("b", "2");

    assertEquals(2, region.entries());
    assertEquals(2, layer.entries());
  }

  @Test
  void several_keys_are_read_in_their_order() {
    store("b", "2");

    List<Lookup> found = region.readAll(List.of(key("a"), key("b"), key("c")), STAMP);

    assertInstanceOf(Lookup.Miss.class, found.get(0));
    assertEquals("2", assertInstanceOf(Lookup.Hit.class, found.get(1)).entry().value());
    assertInstanceOf(Lookup.Miss.class, found.get(2));
  }

  @Test
  void several_keys_are_peeked_at_in_their_order() {
    store("b", "2");

    @Nullable Entry[] found = region.peekAll(List.of(key("a"), key("b")), STAMP);

    assertNull(found[0]);
    assertEquals("2", found[1].value());
  }

  @Test
  void the_leases_of_several_keys_store_each_its_own() {
    List<Lookup> found = region.readAll(List.of(key("a"), key("b")), STAMP);

    List<Supplier<Lease.Outcome>> begun =
        List.of(
            ((Lookup.Miss) found.get(0)).lease().begin(entry("1"), () -> true),
            ((Lookup.Miss) found.get(1)).lease().begin(entry("2"), () -> true));

    assertEquals(
        List.of(Lease.Outcome.STORED, Lease.Outcome.STORED),
        begun.stream().map(Supplier::get).toList());
    assertEquals("1", valueOf("a"));
    assertEquals("2", valueOf("b"));
  }

  @Test
  void of_the_leases_of_several_keys_only_that_of_the_removed_one_is_refused() {
    List<Lookup> found = region.readAll(List.of(key("a"), key("b")), STAMP);

    region.remove(key("a"));

    assertEquals(
        Lease.Outcome.REFUSED,
        ((Lookup.Miss) found.get(0)).lease().begin(entry("old"), () -> false).get());
    assertEquals(
        Lease.Outcome.STORED,
        ((Lookup.Miss) found.get(1)).lease().begin(entry("2"), () -> true).get());
  }

  protected static Key key(String text) {
    return new Key(CACHE, text, text);
  }

  protected static Entry entry(@Nullable Object value) {
    return new Entry(value, List.of(), in(Duration.ofMinutes(1)), STAMP);
  }

  private static long in(Duration ahead) {
    return System.nanoTime() + ahead.toNanos();
  }

  private Lease leaseOf(String key) {
    return assertInstanceOf(Lookup.Miss.class, region.read(key(key), STAMP)).lease();
  }

  private Entry entryOf(String key) {
    return assertInstanceOf(Lookup.Hit.class, region.read(key(key), STAMP)).entry();
  }

  private @Nullable Object valueOf(String key) {
    return entryOf(key).value();
  }

  private void store(String key, @Nullable Object value) {
    assertEquals(Lease.Outcome.STORED, leaseOf(key).store(entry(value), () -> true));
  }
}
