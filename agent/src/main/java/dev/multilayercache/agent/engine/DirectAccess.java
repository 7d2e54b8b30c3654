package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.engine.Lifespans.Lifespan;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads and writes by key that are no method call: nothing is loaded and nobody waits. */
final class DirectAccess {
  private final Chain chain;
  private final Storage storage;
  private final Freshness freshness;
  private final Lifespans lifespans;
  private final Counters counters;
  private final Tags tags;

  DirectAccess(CacheCore core) {
    this.chain = core.chain();
    this.storage = core.storage();
    this.freshness = core.freshness();
    this.lifespans = core.lifespans();
    this.counters = core.counters();
    this.tags = core.tags();
  }

  /** Reads all layers, counts, and populates upward. */
  @Nullable Entry get(Key key, Lifetime lifetime) {
    long stamp = freshness.stamp();
    Reading reading = chain.peek(key, stamp);
    Entry entry = reading.entry();
    if (entry == null || entry.value() instanceof CachedFailure) {
      counters.miss();
      return null;
    }
    counters.hit(reading.layer());
    storage.populate(key, reading, entry, lifespans.of(entry.value(), lifetime), stamp);
    return entry;
  }

  boolean contains(Key key) {
    Entry entry = chain.peek(key, freshness.stamp()).entry();
    return entry != null && !(entry.value() instanceof CachedFailure);
  }

  /**
   * Writes to all layers, and to those that tell local forms apart under each form.
   *
   * @param keys the local forms of one key
   * @param stamp the number of the invalidation that voided what was there
   */
  void put(
      List<Key> keys, @Nullable Object value, List<String> tags, Lifetime lifetime, long stamp) {
    Lifespan lifespan = lifespans.of(value, lifetime);
    counters.put();
    if (lifespan.isOver()) {
      return;
    }
    Key key = keys.get(0);
    List<String> written = this.tags.ofEntry(tags);
    if (written == null) {
      counters.refusedStore();
      return;
    }
    Entry entry = new Entry(value, written, lifespan.deadline(), stamp);
    if (!storage.store(key, storage.claim(key), entry, /* ageNanos= */ 0, lifespan)) {
      counters.refusedStore();
      return;
    }
    for (Key form : keys.subList(1, keys.size())) {
      storage.store(form, storage.claimLocal(form), entry, /* ageNanos= */ 0, lifespan);
    }
  }

  /** Which layers hold the key, for how long, with how many tags: never the key or the value. */
  String explain(Key key) {
    long stamp = freshness.stamp();
    StringJoiner line = new StringJoiner("; ");
    List<IsolatedRegion> regions = chain.regions();
    for (int i = 0; i < regions.size(); i++) {
      Entry entry = chain.peek(i, key, stamp);
      line.add(entry == null ? absent(regions.get(i), key) : present(regions.get(i), entry));
    }
    return line.toString();
  }

  private String present(IsolatedRegion region, Entry entry) {
    int count = entry.tags().size();
    return "in %s for %s more, %d %s"
        .formatted(
            region.layer(), remaining(entry.deadlineNanos()), count, count == 1 ? "tag" : "tags");
  }

  private String absent(IsolatedRegion region, Key key) {
    Entry ended = chain.keptIn(region, key);
    return ended == null
        ? "not in %s".formatted(region.layer())
        : "ended in %s, may answer for %s more if its load fails"
            .formatted(region.layer(), remaining(ended.goneNanos()));
  }

  private String remaining(long endNanos) {
    Duration left = Duration.ofNanos(endNanos - lifespans.nowNanos());
    return left.compareTo(Duration.ofSeconds(10)) < 0
        ? left.toMillis() + " ms"
        : TimeUnit.NANOSECONDS.toSeconds(left.toNanos()) + " s";
  }
}
