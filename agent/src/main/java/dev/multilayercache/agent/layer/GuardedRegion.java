package dev.multilayercache.agent.layer;

import dev.multilayercache.agent.coherence.KeyPattern;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One cache's part of a guarded layer. */
final class GuardedRegion implements Region {
  private static final Lookup ABSENT = new Lookup.Miss(Lease.NONE);

  private final Region region;
  private final Guard guard;

  GuardedRegion(Region region, Guard guard) {
    this.region = region;
    this.guard = guard;
  }

  @Override
  public Lookup read(Key key, long stamp) {
    return guarded(guard.ask(() -> region.read(key, stamp), ABSENT));
  }

  @Override
  public Lookup readWithoutWaiting(Key key, long stamp) {
    return guarded(guard.ask(() -> region.readWithoutWaiting(key, stamp), ABSENT));
  }

  @Override
  public Lookup read(Key key, long stamp, @Nullable Duration waitAtMost) {
    return guarded(guard.ask(() -> region.read(key, stamp, waitAtMost), ABSENT));
  }

  @Override
  public Lookup reload(Key key, long stamp) {
    return guarded(guard.ask(() -> region.reload(key, stamp), ABSENT));
  }

  private Lookup guarded(Lookup found) {
    return found instanceof Lookup.Miss miss
        ? new Lookup.Miss(guarded(miss.lease()), miss.expired())
        : found;
  }

  @Override
  public @Nullable Entry peek(Key key, long stamp) {
    return guard
        .ask(() -> Optional.ofNullable(region.peek(key, stamp)), Optional.<Entry>empty())
        .orElse(null);
  }

  @Override
  public List<Lookup> readAll(List<Key> keys, long stamp) {
    List<Lookup> found =
        guard.ask(() -> region.readAll(keys, stamp), Collections.nCopies(keys.size(), ABSENT));
    return found.stream().map(this::guarded).toList();
  }

  @Override
  public @Nullable Entry[] peekAll(List<Key> keys, long stamp) {
    return guard.ask(() -> region.peekAll(keys, stamp), new Entry[keys.size()]);
  }

  @Override
  public Lease claim(Key key) {
    return guarded(guard.ask(() -> region.claim(key), Lease.NONE));
  }

  @Override
  public void remove(Key key) {
    guard.order(() -> region.remove(key));
  }

  @Override
  public void removeMatching(KeyPattern pattern) {
    guard.order(() -> region.removeMatching(pattern));
  }

  @Override
  public void clear() {
    guard.order(region::clear);
  }

  @Override
  public long entries() {
    return guard.ask(region::entries, 0L);
  }

  private Lease guarded(Lease lease) {
    return lease == Lease.NONE ? lease : new GuardedLease(lease, guard);
  }

  private record GuardedLease(Lease lease, Guard guard) implements Lease {
    @Override
    public Outcome store(Entry entry, BooleanSupplier stillFresh) {
      return guard.ask(() -> lease.store(entry, stillFresh), Outcome.ABSENT);
    }

    @Override
    public Supplier<Outcome> begin(Entry entry, BooleanSupplier stillFresh) {
      Supplier<Outcome> begun =
          guard.ask(() -> lease.begin(entry, stillFresh), () -> Outcome.ABSENT);
      return () -> guard.ask(begun, Outcome.ABSENT);
    }

    @Override
    public void forgo() {
      guard.ask(
          () -> {
            lease.forgo();
            return true;
          },
          false);
    }

    @Override
    public void release() {
      guard.ask(
          () -> {
            lease.release();
            return true;
          },
          false);
    }
  }
}
