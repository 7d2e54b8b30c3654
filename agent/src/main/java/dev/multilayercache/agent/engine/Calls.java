package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.LocalRegion;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The ways of method calls through one cache.
 *
 * <p>Reads go down the chain, what is found or loaded goes up; each read counts as one hit or one
 * miss. While the cache is off, reads find nothing, loads run, nothing is stored and nothing is
 * counted. No method fails because a layer does. Safe for use by any thread.
 */
public final class Calls {
  private final CacheCore core;
  private final BooleanSupplier isOn;
  private final LongSupplier hitClock;
  private final @Nullable LocalRegion nearest;
  private final Loading loading;
  private final Reloading reloading;
  private final AsyncLoading asyncLoading;
  private final RefreshAhead refreshAhead;

  Calls(CacheCore core, LongSupplier hitClock, Executor asyncStores, Invalidations invalidations) {
    this.core = core;
    this.isOn = core.isOn();
    this.hitClock = hitClock;
    this.nearest = core.chain().regions().get(0).asLocal();
    this.loading = new Loading(core);
    this.reloading = new Reloading(core, invalidations, loading);
    this.asyncLoading = new AsyncLoading(core, loading, asyncStores);
    this.refreshAhead = new RefreshAhead(core, loading);
  }

  /**
   * The hits of one method in the nearest layer, for who asks whether the cache is on in another
   * way; null if that layer is not in this JVM.
   *
   * <p>Another method, or the API, may have stored under a key what this one cannot use.
   *
   * @param type what a value must be an instance of
   * @param acceptsNull whether null is an answer
   * @param acceptsFailures whether a {@link CachedFailure} is one
   */
  public @Nullable LocalHits hits(Class<?> type, boolean acceptsNull, boolean acceptsFailures) {
    return nearest == null
        ? null
        : new LocalHits(
            nearest,
            core.freshness(),
            core.freshness().firstSight(hitClock, core.counters().nearestHits(), type, acceptsNull),
            acceptsFailures);
  }

  /**
   * A hit of the nearest layer if that is in this JVM, or null; counts hits only. An exception that
   * a method keeps is none.
   */
  @Nullable Entry probe(Object localKey, Class<?> type, boolean acceptsNull) {
    LocalRegion region = nearest;
    LocalHits hits =
        isOn.getAsBoolean() ? hits(type, acceptsNull, /* acceptsFailures= */ false) : null;
    if (region == null || hits == null) {
      return null;
    }
    Entry near = region.probe(localKey);
    return near == null || near.value() instanceof CachedFailure
        ? null
        : hits.lookAgain(localKey, near);
  }

  /**
   * Reads all layers, or waits for a thread that does, and makes this thread the one that loads if
   * there is nothing.
   *
   * @return an {@link AtomicReference} has the answer; a {@code BiConsumer} is to be given what the
   *     method body returns or throws; null means that the body runs and the cache has no part in
   *     it
   */
  public @Nullable Object enter(LoadRequest request) {
    return isOn.getAsBoolean() ? loading.enter(request) : null;
  }

  /**
   * Like {@link #enter} for a call that loads anew: what is there, and what other loads bring that
   * are on their way, is void from now on, on all nodes.
   *
   * @return a {@code BiConsumer} or null
   */
  public @Nullable Object refresh(LoadRequest request) {
    return isOn.getAsBoolean() ? reloading.enter(request) : null;
  }

  /**
   * Like {@link #refresh} for a further key of a call that loads several with one body: the load is
   * counted with the first.
   */
  public @Nullable Object refreshAlongside(LoadRequest request) {
    return isOn.getAsBoolean()
        ? reloading.enter(request, stamp -> new Flight(request, stamp, loading.uncounted()))
        : null;
  }

  /**
   * Like {@link #enter} for a call whose result is still to come when its method returns, which
   * waits for nobody.
   *
   * @return an {@link AtomicReference} has the answer; a {@link PendingLoad} is to be told what
   *     becomes of the body; a {@code CompletableFuture}, the caller's own, brings what another
   *     call's load does; null means that the body runs and the cache has no part in it
   */
  public @Nullable Object enterWithoutWaiting(LoadRequest request) {
    return isOn.getAsBoolean() ? asyncLoading.enter(request) : null;
  }

  /**
   * Like {@link #refresh} for such a call.
   *
   * @return a {@link PendingLoad} or null
   */
  public @Nullable Object refreshWithoutWaiting(LoadRequest request) {
    return isOn.getAsBoolean()
        ? reloading.enter(request, stamp -> asyncLoading.flight(request, stamp))
        : null;
  }

  /** Loads entries anew before they expire, where methods ask for that. */
  public RefreshAhead refreshAhead() {
    return refreshAhead;
  }

  /**
   * Reads all layers for several keys, and makes this thread the one that loads what there is not.
   *
   * @return null means that the body runs and the cache has no part in it
   */
  public @Nullable Batch enterAll(List<LoadRequest> requests) {
    return isOn.getAsBoolean() ? new BatchLoading(core).enter(requests) : null;
  }

  /** A call that is left alone because its method or its caller asks so: no read. */
  public void countBypass() {
    core.counters().bypass();
  }
}
