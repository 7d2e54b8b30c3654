package dev.multilayercache.agent.testing;

import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.LayerStatus;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A layer that works, but for one operation in four: that one fails before or after it was done, is
 * done twice, or answers with a value of another type; and rarely one takes its time.
 */
public final class ChaosLayer implements Layer {
  private static final int KINDS = 16;
  private static final int ONE_IN_SLOW = 20_000;
  private static final long SLOWEST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Layer layer;
  private final SplittableRandom seeds;
  private final ThreadLocal<SplittableRandom> random;
  private final AtomicLong faults = new AtomicLong();

  public ChaosLayer(Layer layer, long seed) {
    this.layer = layer;
    seeds = new SplittableRandom(seed);
    random = ThreadLocal.withInitial(this::split);
  }

  private synchronized SplittableRandom split() {
    return seeds.split();
  }

  /** How many operations went wrong. */
  public long faults() {
    return faults.get();
  }

  @Override
  public String name() {
    return layer.name();
  }

  @Override
  public boolean isShared() {
    return layer.isShared();
  }

  @Override
  public Region region(RegionSpec spec) {
    return new ChaosRegion(layer.region(spec));
  }

  @Override
  public LayerStatus status() {
    return layer.status();
  }

  @Override
  public long entries() {
    return layer.entries();
  }

  @Override
  public void close() {
    layer.close();
  }

  private void run(Runnable operation) {
    call(
        () -> {
          operation.run();
          return true;
        });
  }

  private <T> T call(Supplier<T> operation) {
    if (random.get().nextInt(ONE_IN_SLOW) == 0) {
      LockSupport.parkNanos(random.get().nextLong(SLOWEST_NANOS));
    }
    int kind = random.get().nextInt(KINDS);
    if (kind > 2) {
      return operation.get();
    }
    faults.incrementAndGet();
    if (kind == 0) {
      throw new IllegalStateException("chaos: not done");
    }
    T result = operation.get();
    if (kind == 1) {
      throw new IllegalStateException("chaos: done, and the reply is lost");
    }
    return kind == 2 ? operation.get() : result;
  }

  private final class ChaosRegion implements Region {
    private final Region region;

    private ChaosRegion(Region region) {
      this.region = region;
    }

    @Override
    public Lookup read(Key key, long stamp) {
      if (random.get().nextInt(KINDS) == 0) {
        faults.incrementAndGet();
        return new Lookup.Hit(anotherType(stamp));
      }
      Lookup lookup = call(() -> region.read(key, stamp));
      return lookup instanceof Lookup.Miss miss
          ? new Lookup.Miss(new ChaosLease(miss.lease()))
          : lookup;
    }

    private static Entry anotherType(long stamp) {
      return new Entry(
          ThreadLocalRandom.current().nextInt(),
          List.of(),
          System.nanoTime() + TimeUnit.MINUTES.toNanos(1),
          stamp);
    }

    @Override
    public @Nullable Entry peek(Key key, long stamp) {
      return call(() -> region.peek(key, stamp));
    }

    @Override
    public Lease claim(Key key) {
      return new ChaosLease(call(() -> region.claim(key)));
    }

    @Override
    public void remove(Key key) {
      run(() -> region.remove(key));
    }

    @Override
    public void removeMatching(KeyPattern pattern) {
      run(() -> region.removeMatching(pattern));
    }

    @Override
    public void clear() {
      run(region::clear);
    }

    @Override
    public long entries() {
      return call(region::entries);
    }
  }

  private final class ChaosLease implements Lease {
    private final Lease lease;

    private ChaosLease(Lease lease) {
      this.lease = lease;
    }

    @Override
    public Outcome store(Entry entry, BooleanSupplier stillFresh) {
      return call(() -> lease.store(entry, stillFresh));
    }

    @Override
    public void release() {
      run(lease::release);
    }
  }
}
