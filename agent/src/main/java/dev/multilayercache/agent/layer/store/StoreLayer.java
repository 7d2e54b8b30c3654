package dev.multilayercache.agent.layer.store;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.layer.Forgetter;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.LayerFailure;
import dev.multilayercache.agent.layer.LayerStatus;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.layer.LayerStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A layer of this JVM over a store of bytes, whose entries may outlive the JVM.
 *
 * <p>The store is opened in the background; until it is there, and whenever it is not, the layer is
 * absent. What is forgotten is forgotten in the store before {@link Forgetter#forget} returns.
 */
public final class StoreLayer implements Layer {
  private final String name;
  private final StoreContext context;
  private final StoreCalls calls;
  private final StoreForgetter forgetter;

  private StoreLayer(
      String name,
      StoreOpener opener,
      StoreCalls calls,
      boolean isPatient,
      boolean startsEmpty,
      Duration pauseBetweenOpenings,
      LongSupplier nanoClock,
      LongSupplier wallClock) {
    this.name = name;
    this.calls = calls;
    StoreAccess access =
        new StoreAccess(name, opener, isPatient, startsEmpty, pauseBetweenOpenings, new Handling());
    this.context =
        new StoreContext(
            name,
            access,
            new Generations(),
            new ReentrantReadWriteLock(),
            new StoreCounts(),
            nanoClock,
            wallClock);
    this.forgetter = new StoreForgetter(context, calls);
  }

  /**
   * Over a store of ours, which keeps time budgets itself.
   *
   * @param startsEmpty whether what it holds from an earlier run is of no use
   */
  public static StoreLayer ofOurs(
      String name, StoreOpener opener, boolean startsEmpty, LongSupplier nanoClock) {
    return ofOurs(
        name,
        opener,
        startsEmpty,
        StoreAccess.PAUSE_BETWEEN_OPENINGS,
        nanoClock,
        System::currentTimeMillis);
  }

  static StoreLayer ofOurs(
      String name,
      StoreOpener opener,
      boolean startsEmpty,
      Duration pauseBetweenOpenings,
      LongSupplier nanoClock,
      LongSupplier wallClock) {
    return new StoreLayer(
        name,
        opener,
        StoreCalls.onCallersThread(name),
        /* isPatient= */ false,
        startsEmpty,
        pauseBetweenOpenings,
        nanoClock,
        wallClock);
  }

  /** Over a third party's store. */
  public static StoreLayer ofThirdParty(
      String name, ThirdPartyStore store, boolean startsEmpty, LongSupplier nanoClock) {
    return onOwnThreads(name, store, store.loader(), startsEmpty, nanoClock);
  }

  static StoreLayer onOwnThreads(
      String name,
      StoreOpener opener,
      ClassLoader loader,
      boolean startsEmpty,
      LongSupplier nanoClock) {
    StoreCalls calls = StoreCalls.onOwnThreads(name, loader);
    return new StoreLayer(
        name,
        () -> {
          calls.start();
          return opener.open();
        },
        calls,
        /* isPatient= */ true,
        startsEmpty,
        StoreAccess.PAUSE_BETWEEN_OPENINGS,
        nanoClock,
        System::currentTimeMillis);
  }

  /** Within time budgets: the thread that opens the store has to clear it when need be. */
  private final class Handling implements StoreAccess.Handling {
    @Override
    public void clear(LayerStore store) throws Exception {
      forgetter.clear(store);
    }

    @Override
    public long count(LayerStore store) throws Exception {
      return calls.call(StoreRegion.BUDGET, store::entries);
    }
  }

  @Override
  public void start() {
    context.access().start();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public Region region(RegionSpec spec) {
    context.access().need();
    return new StoreRegion(context, calls, forgetter, new StoreForm(spec, context));
  }

  @Override
  public Optional<Forgetter> forgetter() {
    return Optional.of(forgetter);
  }

  @Override
  public LayerStatus status() {
    StoreCounts counts = context.counts();
    return new LayerStatus(
        context.access().state(),
        counts.errors.sum(),
        ask(LayerStore::evictions),
        counts.expirations.sum(),
        counts.reads.sum(),
        counts.readNanos.sum());
  }

  @Override
  public long entries() {
    return ask(LayerStore::entries);
  }

  /** A figure of the store; zero if it gives none. */
  private long ask(ToLongFunction<LayerStore> figure) {
    LayerStore store = context.access().usable();
    try {
      return store == null
          ? 0
          : calls.call(StoreRegion.BUDGET, () -> Long.valueOf(figure.applyAsLong(store)));
    } catch (Exception e) {
      return 0;
    }
  }

  /** The store stays open: it must forget what the application changes until the last moment. */
  @Override
  public void end() {}

  @Override
  public void close() {
    @Nullable LayerStore store = context.access().close();
    if (store != null) {
      try {
        calls.close(store, StoreRegion.BUDGET);
      } catch (Exception | LinkageError e) {
        AgentLog.warn("layer %s: closing its store failed (%s).".formatted(name, reason(e)));
      }
    }
    calls.close();
  }

  /** Of the store's own failures the type only: messages may show keys. */
  private static String reason(Throwable e) {
    return e instanceof LayerFailure ? String.valueOf(e.getMessage()) : e.getClass().getName();
  }
}
