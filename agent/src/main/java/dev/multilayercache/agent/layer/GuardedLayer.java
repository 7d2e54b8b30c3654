package dev.multilayercache.agent.layer;

import dev.multilayercache.agent.coherence.InvalidationBus;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A layer that can be down, made one that is merely absent then.
 *
 * <p>No read or write of its regions throws: a failed one is a miss, or skipped. After repeated
 * failures none is tried for a while, see {@link CircuitBreaker}; all answer as absent at once.
 * Removals do throw when they fail or are not tried, since nobody may take a value for removed that
 * is not. The invalidation bus has its own ways to bear a failure and is passed on as it is.
 *
 * <p>It cannot end a call: to keep its time budgets is the layer's task. A call that took longer
 * than {@code budget} nevertheless counts as failed. Errors of the virtual machine pass.
 */
public final class GuardedLayer implements Layer {
  /** Longer than any call of ours takes, one that waits for another node's load included. */
  private static final Duration DEFAULT_BUDGET = Duration.ofSeconds(3);

  private final Layer layer;
  private final Guard guard;

  public GuardedLayer(Layer layer, LongSupplier nanoClock) {
    this(layer, DEFAULT_BUDGET, nanoClock);
  }

  public GuardedLayer(Layer layer, Duration budget, LongSupplier nanoClock) {
    this.layer = layer;
    this.guard = new Guard(layer.name(), budget, nanoClock);
  }

  @Override
  public void start() {
    layer.start();
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
    return new GuardedRegion(layer.region(spec), guard);
  }

  /** The layer's own status; its errors and those it threw, each counted once. */
  @Override
  public LayerStatus status() {
    LayerStatus inner = layer.status();
    return new LayerStatus(
        guard.state(inner.state()),
        inner.errors() + guard.errors(),
        inner.evictions(),
        inner.expirations(),
        inner.reads(),
        inner.readNanos());
  }

  @Override
  public long entries() {
    return guard.ask(layer::entries, 0L);
  }

  @Override
  public Optional<InvalidationBus> bus() {
    return layer.bus();
  }

  /** Has its own ways to bear a failure, as the bus. */
  @Override
  public Optional<Forgetter> forgetter() {
    return layer.forgetter();
  }

  @Override
  public void end() {
    layer.end();
  }

  @Override
  public Optional<HotKeyStore> hotKeys() {
    return layer.hotKeys();
  }

  @Override
  public void close() {
    layer.close();
  }
}
