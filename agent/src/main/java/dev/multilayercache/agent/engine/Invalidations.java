package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Confirmation;
import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.InvalidationBus;
import dev.multilayercache.agent.layer.Forgetter;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.log.AgentLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Makes all layers forget, farthest first.
 *
 * <p>The order is what keeps old values out: shared layers forget, and those that keep entries
 * beyond the JVM's life, so that nothing old can be read back from them; then generations move, so
 * that nothing old on its way can be stored; then this JVM's own entries go.
 */
final class Invalidations {
  private final List<Layer> layers;
  private final Generations generations;
  private final Supplier<List<LayeredCache>> caches;

  /** Those that may have a number, and have not removed their keys from this JVM's layers yet. */
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param caches those alive
   */
  Invalidations(List<Layer> layers, Generations generations, Supplier<List<LayeredCache>> caches) {
    this.layers = layers;
    this.generations = generations;
    this.caches = caches;
  }

  /** Applies what other nodes invalidate from now on. */
  void listen() {
    layers.forEach(
        layer -> layer.bus().ifPresent(bus -> bus.subscribe(incoming -> applyIncoming(incoming))));
  }

  private void applyIncoming(Invalidation incoming) {
    Runnable over = announce(incoming);
    try {
      applyHere(incoming);
    } finally {
      over.run();
    }
  }

  InvalidationReport invalidate(Invalidation asked) {
    Invalidation invalidation = written(asked);
    Runnable over = announce(invalidation);
    try {
      List<Confirmation> confirmations = publish(invalidation);
      boolean complete = applyHere(invalidation);
      return InvalidationReport.of(
          invalidation, concerned(invalidation).size(), confirmations, complete);
    } finally {
      over.run();
    }
  }

  /**
   * Keeps out of farther layers what is made, while they have forgotten, of old values that this
   * JVM still holds: a cached method may call others. Not needed where no layer forgets before the
   * rest, nor for a key: only what is under that is concerned, and nothing else of what it is made.
   */
  private Runnable announce(Invalidation invalidation) {
    return invalidation instanceof Invalidation.ByKey
            || layers.stream().noneMatch(Invalidations::forgetsFirst)
        ? () -> {}
        : generations.announce(invalidation);
  }

  private static boolean forgetsFirst(Layer layer) {
    return layer.bus().isPresent() || layer.forgetter().isPresent();
  }

  /**
   * Like {@link #invalidate} of a key, but what this JVM holds of it may still stand in for a load
   * that fails.
   *
   * <p>An entry in this JVM is judged by its key's removal, and by the number of all else. So it
   * counts as found fresh only while no removal is outstanding, and is put back only if no other
   * invalidation took a number before this one did.
   */
  InvalidationReport expire(Invalidation.ByKey key) {
    List<Confirmation> confirmations = publish(key);
    List<LayeredCache> concerned = concerned(key);
    long stamp = generations.stamp();
    List<Expiring.Held> held = new ArrayList<>();
    if (underWay.get() == 0) { // asked after the stamp is taken
      concerned.forEach(cache -> held.addAll(cache.expiring().find(key.key())));
    }
    concerned.forEach(LayeredCache::countInvalidation);
    Forgotten forgotten = forget(key);
    if (forgotten.number() == stamp + 1) {
      held.forEach(each -> each.keep(forgotten.number()));
    }
    return InvalidationReport.of(key, concerned.size(), confirmations, forgotten.complete());
  }

  private static Invalidation written(Invalidation asked) {
    return asked instanceof Invalidation.ByTags byTags
        ? new Invalidation.ByTags(byTags.cache(), Tags.written(byTags.tags()))
        : asked;
  }

  /**
   * Voids what layers hold or loads bring under a key that is about to be written.
   *
   * @return the stamp of the new value
   */
  long supersede(Invalidation.ByKey key) {
    publish(key);
    return forget(key).number();
  }

  private boolean applyHere(Invalidation invalidation) {
    concerned(invalidation).forEach(LayeredCache::countInvalidation);
    return forget(invalidation).complete();
  }

  private List<Confirmation> publish(Invalidation invalidation) {
    List<Confirmation> confirmations = new ArrayList<>();
    for (int i = layers.size() - 1; i >= 0; i--) {
      Layer layer = layers.get(i);
      layer.bus().map(bus -> publish(layer, bus, invalidation)).ifPresent(confirmations::add);
    }
    return confirmations;
  }

  private static Confirmation publish(Layer layer, InvalidationBus bus, Invalidation invalidation) {
    try {
      return bus.publish(invalidation);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      AgentLog.warnOncePerMinute(
          "bus " + layer.name(),
          "layer %s: an invalidation failed (%s). Other nodes may serve old values up to their ttl."
              .formatted(layer.name(), e.getClass().getName()));
      return new Confirmation(false, "layer %s failed".formatted(layer.name()));
    }
  }

  /**
   * What became of an invalidation on this node.
   *
   * @param complete false if a layer failed that is shared or keeps entries beyond the JVM's life
   */
  private record Forgotten(long number, boolean complete) {}

  private Forgotten forget(Invalidation invalidation) {
    boolean complete = forgetKept(layers, invalidation);
    for (LayeredCache cache : concerned(invalidation)) {
      complete &= cache.forgetting().inShared(invalidation);
    }
    underWay.incrementAndGet();
    try {
      return new Forgotten(forgetHere(invalidation), complete);
    } finally {
      underWay.decrementAndGet();
    }
  }

  /** The number that it took, or that of an invalidation which concerns more. */
  private long forgetHere(Invalidation invalidation) {
    long number = generations.apply(invalidation);
    boolean removed = true;
    // Asked again: a cache that was made meanwhile may hold what was loaded before.
    for (LayeredCache cache : concerned(invalidation)) {
      removed &= cache.forgetting().here(invalidation);
    }
    if (!removed) {
      // A key that is still there would answer: keys are judged by their removal alone.
      number = generations.apply(new Invalidation.All(invalidation.cache()));
    }
    return number;
  }

  /** Has the layers forget that keep entries beyond the JVM's life; false if one failed to. */
  static boolean forgetKept(List<Layer> layers, Invalidation invalidation) {
    boolean complete = true;
    for (int i = layers.size() - 1; i >= 0; i--) {
      Forgetter forgetter = layers.get(i).forgetter().orElse(null);
      complete &= forgetter == null || forgetter.forget(invalidation);
    }
    return complete;
  }

  private List<LayeredCache> concerned(Invalidation invalidation) {
    String name = invalidation.cache();
    return caches.get().stream()
        .filter(cache -> name == null || cache.name().equals(name))
        .toList();
  }
}
