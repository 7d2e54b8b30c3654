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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A layer all of whose operations throw; in one form only writes do. */
public final class FailingLayer implements Layer {
  private final String name;
  private final Supplier<? extends Throwable> failure;
  private final boolean readsWork;
  private final AtomicInteger calls = new AtomicInteger();
  private boolean shared;

  private FailingLayer(String name, boolean readsWork, Supplier<? extends Throwable> failure) {
    this.name = name;
    this.failure = failure;
    this.readsWork = readsWork;
  }

  public static FailingLayer always(String name, Supplier<? extends Throwable> failure) {
    return new FailingLayer(name, /* readsWork= */ false, failure);
  }

  /** Reads are misses whose leases throw when they are used. */
  public static FailingLayer whenWritten(String name, Supplier<? extends Throwable> failure) {
    return new FailingLayer(name, /* readsWork= */ true, failure);
  }

  public FailingLayer shared() {
    shared = true;
    return this;
  }

  /** How often it was called. */
  public int calls() {
    return calls.get();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isShared() {
    return shared;
  }

  @Override
  public Region region(RegionSpec spec) {
    return new FailingRegion();
  }

  @Override
  public LayerStatus status() {
    return new LayerStatus("absent: it fails", calls(), 0, 0, 0, 0);
  }

  @Override
  public long entries() {
    return 0;
  }

  @Override
  public void close() {}

  private <T> T fail() {
    calls.incrementAndGet();
    return sneak(failure.get());
  }

  @SuppressWarnings("unchecked")
  private static <T, X extends Throwable> T sneak(Throwable failure) throws X {
    throw (X) failure;
  }

  private final class FailingRegion implements Region {
    @Override
    public Lookup read(Key key, long stamp) {
      return readsWork ? new Lookup.Miss(new FailingLease()) : fail();
    }

    @Override
    public @Nullable Entry peek(Key key, long stamp) {
      return readsWork ? null : fail();
    }

    @Override
    public Lease claim(Key key) {
      return readsWork ? new FailingLease() : fail();
    }

    @Override
    public void remove(Key key) {
      fail();
    }

    @Override
    public void removeMatching(KeyPattern pattern) {
      fail();
    }

    @Override
    public void clear() {
      fail();
    }

    @Override
    public long entries() {
      return fail();
    }
  }

  private final class FailingLease implements Lease {
    @Override
    public Outcome store(Entry entry, BooleanSupplier stillFresh) {
      return fail();
    }

    @Override
    public void release() {
      fail();
    }
  }
}
