package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.LocalRegion;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.log.AgentLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Puts back what an invalidation of one key took from the layers of this JVM, as entries whose life
 * is over: they may stand in for a load that fails, and for nothing else.
 *
 * <p>Only this JVM's layers are judged by the generations of this node, so only they can tell that
 * nothing else has invalidated an entry between its finding and its return. A cluster judges by
 * positions in its log, and that of an own invalidation may stand behind another node's which is
 * not applied here yet: what was written back with it would outlive that one.
 */
final class Expiring {
  /** By no clock that hits may read, however far it lags, does such an entry answer at sight. */
  private static final long LONG_AGO_NANOS = TimeUnit.DAYS.toNanos(1);

  private final Chain chain;
  private final Freshness freshness;
  private final KeyForms forms;

  Expiring(CacheCore core, KeyForms forms) {
    this.chain = core.chain();
    this.freshness = core.freshness();
    this.forms = forms;
  }

  /** An entry that nothing had invalidated when it was found. */
  final class Held {
    private final IsolatedRegion region;
    private final Key key;
    private final Entry entry;

    private Held(IsolatedRegion region, Key key, Entry entry) {
      this.region = region;
      this.key = key;
      this.entry = entry;
    }

    /**
     * Puts it back, unless something is there by now.
     *
     * @param stamp the number of the invalidation that removed it, if that is the next one after
     *     those by which it was found fresh
     */
    void keep(long stamp) {
      Entry ended = ended(stamp);
      if (ended.isGone(freshness.nowNanos())) {
        return;
      }
      Lookup lookup = region.read(key, stamp, Duration.ZERO, LoadRequest.NOBODY);
      if (lookup instanceof Lookup.Miss miss) {
        put(ended, miss.lease(), miss.expired());
      }
    }

    /** One that has ended meanwhile, and is kept, is of a later load. */
    private void put(Entry ended, Lease lease, @Nullable Entry later) {
      if (later == null) {
        var unused =
            region.store(
                lease,
                ended,
                () -> freshness.holds(ended.stamp(), key, ended.tags()),
                LoadRequest.NOBODY);
      }
      region.release(lease, LoadRequest.NOBODY);
    }

    /** It is kept for as long from now as it would have been from its end, if that is to come. */
    private Entry ended(long stamp) {
      long now = freshness.nowNanos();
      long end = entry.outlives(now) ? now : entry.deadlineNanos();
      long gone = end + (entry.goneNanos() - entry.deadlineNanos());
      return new Entry(entry.value(), entry.tags(), end, stamp)
          .enduring(end - LONG_AGO_NANOS, gone);
    }
  }

  /**
   * What the layers of this JVM hold of a key, live or kept beyond its end. If that cannot be told,
   * nothing: whatever becomes of it, the key must be forgotten.
   */
  List<Held> find(String canonical) {
    try {
      return findAll(canonical);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      AgentLog.warnOncePerMinute(
          "expire",
          "An entry that is to expire is removed: the layers of this JVM cannot be read (%s)."
              .formatted(e.getClass().getName()));
      return List.of();
    }
  }

  private List<Held> findAll(String canonical) {
    List<Held> found = new ArrayList<>();
    for (Key key : forms.of(canonical)) {
      for (IsolatedRegion region : chain.regions()) {
        Entry entry = fresh(region.asLocal(), key);
        if (entry != null) {
          found.add(new Held(region, key, entry));
        }
      }
    }
    return found;
  }

  private @Nullable Entry fresh(@Nullable LocalRegion region, Key key) {
    Entry entry = region == null ? null : region.probe(key.local());
    return entry != null && freshness.judgeInPlace(entry, key.local(), freshness.nowNanos())
        ? entry
        : null;
  }
}
