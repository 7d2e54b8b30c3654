package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import java.util.List;
import java.util.function.LongSupplier;

/** Judges whether what one cache holds or loads may still answer. */
final class Freshness {
  private final String cache;
  private final Generations generations;
  private final Debts debts;
  private final LongSupplier nanoClock;

  Freshness(String cache, Generations generations, Debts debts, LongSupplier nanoClock) {
    this.cache = cache;
    this.generations = generations;
    this.debts = debts;
    this.nanoClock = nanoClock;
  }

  /** To be taken before a value is read or loaded. */
  long stamp() {
    return generations.stamp();
  }

  /** Whether a value that was on its way since the stamp may be kept or given to others. */
  boolean holds(long stamp, Key key, List<String> tags) {
    return !debts.areDue() && generations.isFresh(stamp, cache, key.canonical(), tags);
  }

  /** Whether an entry that a region gave is neither expired nor invalidated. */
  boolean isUsable(Entry entry, Key key, boolean inPlace) {
    return !isExpired(entry)
        && (inPlace ? isFreshInPlace(entry, key.local()) : holds(entry.stamp(), key, entry.tags()));
  }

  boolean isExpired(Entry entry) {
    return entry.isExpired(nanoClock.getAsLong());
  }

  /** For an entry of a region in this JVM; one volatile read if it was judged in this epoch. */
  boolean isFreshInPlace(Entry entry, Object localKey) {
    return entry.isKnownFresh(generations.epoch()) || judgeInPlace(entry, localKey);
  }

  /** What is owed is looked for after the epoch is taken: an epoch ends once something is owed. */
  private boolean judgeInPlace(Entry entry, Object localKey) {
    long epoch = generations.epochToJudge();
    String canonical = KeyShape.canonical(localKey);
    if (debts.areDue()
        || !generations.isFreshInPlace(entry.stamp(), cache, canonical, entry.tags())) {
      return false;
    }
    entry.rememberFresh(epoch);
    return true;
  }
}
