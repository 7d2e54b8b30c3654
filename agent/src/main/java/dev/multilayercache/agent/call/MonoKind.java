package dev.multilayercache.agent.call;

import static dev.multilayercache.agent.call.LibraryMethods.call;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reactor's {@code Mono}; one that is empty brings null. The subscriber's context reaches the
 * body's Mono, because whoever loads does so for himself first.
 */
record MonoKind(
    MethodHandle justOrEmpty,
    MethodHandle error,
    MethodHandle fromFuture,
    MethodHandle deferContextual,
    MethodHandle contextWrite,
    MethodHandle toFuture)
    implements AsyncKind {

  static MonoKind of(Class<?> mono) {
    LibraryMethods methods = new LibraryMethods(mono);
    return new MonoKind(
        methods.ofClass("justOrEmpty", mono, Object.class),
        methods.ofClass("error", mono, Throwable.class),
        methods.ofClass("fromFuture", mono, CompletableFuture.class),
        methods.ofClass("deferContextual", mono, Function.class),
        methods.ofObject(
            "contextWrite", mono, methods.neighbour("reactor.util.context.ContextView")),
        methods.ofObject("toFuture", CompletableFuture.class));
  }

  @Override
  public Object completed(@Nullable Object value) {
    return call(justOrEmpty, value);
  }

  @Override
  public Object failed(Throwable thrown) {
    return call(error, thrown);
  }

  @Override
  public Object following(CompletableFuture<@Nullable Object> own) {
    return call(fromFuture, own);
  }

  @Override
  public boolean isDeferred() {
    return true;
  }

  @Override
  public Object deferred(Object result, Function<Source, Object> subscription) {
    Function<Object, Object> perSubscriber =
        context -> subscription.apply(new OfSubscriber(this, result, context));
    return call(deferContextual, perSubscriber);
  }

  private record OfSubscriber(MonoKind kind, Object mono, Object context) implements Source {
    @Override
    public CompletionStage<?> begin() {
      return (CompletionStage<?>) call(kind.toFuture, call(kind.contextWrite, mono, context));
    }

    @Override
    public Object bare() {
      return mono;
    }
  }
}
