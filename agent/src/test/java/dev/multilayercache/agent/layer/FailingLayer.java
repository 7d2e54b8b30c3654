package dev.multilayercache.agent.layer;

import dev.multilayercache.agent.coherence.InvalidationBus;
import dev.multilayercache.agent.coherence.KeyPattern;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A layer that answers with one entry, or does whatever a test makes of its calls. */
final class FailingLayer implements Layer, Region, Lease {
  static final Entry ENTRY = new Entry("value", List.of(), Long.MAX_VALUE, 0);

  final AtomicInteger calls = new AtomicInteger();

  /** A fake clock in nanoseconds. */
  final AtomicLong now = new AtomicLong(-5);

  /** Runs in every call before it answers. */
  Runnable behaviour = () -> {};

  boolean holdsEntry = true;

  void failWith(RuntimeException failure) {
    behaviour =
        () -> {
          throw failure;
        };
  }

  void failWith(Error failure) {
    behaviour =
        () -> {
          throw failure;
        };
  }

  void recover() {
    behaviour = () -> {};
  }

  private <T extends @Nullable Object> T answer(T answer) {
    calls.incrementAndGet();
    behaviour.run();
    return answer;
  }

  @Override
  public Lookup read(Key key, long stamp) {
    return answer(holdsEntry ? new Lookup.Hit(ENTRY) : new Lookup.Miss(this));
  }

  @Override
  public @Nullable Entry peek(Key key, long stamp) {
    return answer(ENTRY);
  }

  @Override
  public Lease claim(Key key) {
    return answer(this);
  }

  @Override
  public void remove(Key key) {
    answer(true);
  }

  @Override
  public void removeMatching(KeyPattern pattern) {
    answer(true);
  }

  @Override
  public void clear() {
    answer(true);
  }

  @Override
  public Outcome store(Entry entry, BooleanSupplier stillFresh) {
    return answer(Outcome.STORED);
  }

  @Override
  public void release() {
    answer(true);
  }

  @Override
  public long entries() {
    return answer(1L);
  }

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Region region(RegionSpec spec) {
    return this;
  }

  @Override
  public LayerStatus status() {
    return new LayerStatus("ready", 3, 0, 0, 0, 0);
  }

  @Override
  public Optional<InvalidationBus> bus() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
