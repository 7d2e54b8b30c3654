package dev.multilayercache.agent.call;

import dev.multilayercache.agent.call.AsyncKind.Source;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Given a body's result that has begun nothing yet; makes of it one that asks the cache at each
 * subscription, and is subscribed to itself only for a load.
 *
 * @param cache gives the answer of the cache at a subscription, an {@link AsyncEnd}, or null
 */
record DeferredLoad(AsyncCall call, Supplier<? extends @Nullable Object> cache)
    implements BiConsumer<@Nullable Object, @Nullable Throwable>,
        Function<@Nullable Object, @Nullable Object> {

  /** The body threw: nothing was begun. */
  @Override
  public void accept(@Nullable Object result, @Nullable Throwable thrown) {}

  @Override
  public @Nullable Object apply(@Nullable Object result) {
    return result == null ? null : call.kind().deferred(result, this::subscribe);
  }

  private Object subscribe(Source source) {
    Object token = enter();
    if (token instanceof AtomicReference<?> answer) {
      return Objects.requireNonNull(answer.getPlain());
    }
    return token instanceof AsyncEnd end ? begin(source, end) : source.bare();
  }

  private @Nullable Object enter() {
    try {
      return call.isForOneCaller().get() ? null : cache.get();
    } catch (Throwable failure) {
      return call.call().failed(failure);
    }
  }

  private static Object begin(Source source, AsyncEnd end) {
    Object stage;
    try {
      stage = source.begin();
    } catch (Throwable e) {
      end.accept(null, e);
      throw e;
    }
    return Objects.requireNonNull(end.apply(stage));
  }
}
