package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Loads by key that are no method call: a loader stands in for the body. */
record KeyedLoads(Calls calls) {

  /**
   * Reads all layers, else runs the loader.
   *
   * @param whenFound told of what answers instead of the loader
   */
  <X extends Throwable> @Nullable Object getOrLoad(
      Key key, Lifetime lifetime, Keeper keeper, Consumer<Entry> whenFound, Loader<X> loader)
      throws X {
    Entry near = calls.probe(key.local(), Object.class, /* acceptsNull= */ true);
    if (near != null) {
      whenFound.accept(near);
      return near.value();
    }
    Object token = calls.enter(request(key, lifetime, keeper));
    if (token instanceof Entry entry) {
      whenFound.accept(entry);
    }
    return ended(token, loader);
  }

  /** Runs the loader, whatever layers hold. */
  <X extends Throwable> @Nullable Object reload(
      Key key, Lifetime lifetime, Keeper keeper, Loader<X> loader) throws X {
    return ended(calls.refresh(request(key, lifetime, keeper)), loader);
  }

  private static LoadRequest request(Key key, Lifetime lifetime, Keeper keeper) {
    return new LoadRequest(
        key, lifetime, Object.class, /* acceptsNull= */ true, Patience.USUAL, keeper);
  }

  private static <X extends Throwable> @Nullable Object ended(
      @Nullable Object token, Loader<X> loader) throws X {
    if (token instanceof AtomicReference<?> found) {
      return found.getPlain();
    }
    return token instanceof Flight flight ? flight.run(loader) : loader.load();
  }
}
