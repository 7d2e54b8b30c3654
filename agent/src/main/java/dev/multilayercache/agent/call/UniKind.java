package dev.multilayercache.agent.call;

import static dev.multilayercache.agent.call.LibraryMethods.call;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Mutiny's {@code Uni}; the subscriber's context reaches the body's Uni. */
record UniKind(
    MethodHandle createFrom,
    MethodHandle item,
    MethodHandle failure,
    MethodHandle completionStage,
    MethodHandle withContext,
    MethodHandle subscribe)
    implements AsyncKind {

  static UniKind of(Class<?> uni) {
    LibraryMethods methods = new LibraryMethods(uni);
    Class<?> creator = methods.neighbour("io.smallrye.mutiny.groups.UniCreate");
    LibraryMethods creation = new LibraryMethods(creator);
    return new UniKind(
        methods.ofClass("createFrom", creator),
        creation.ofObject("item", uni, Object.class),
        creation.ofObject("failure", uni, Throwable.class),
        creation.ofObject("completionStage", uni, CompletionStage.class),
        methods.ofObject("withContext", uni, BiFunction.class),
        methods.ofObject(
            "subscribeAsCompletionStage",
            CompletableFuture.class,
            methods.neighbour("io.smallrye.mutiny.Context")));
  }

  @Override
  public Object completed(@Nullable Object value) {
    return call(item, call(createFrom), value);
  }

  @Override
  public Object failed(Throwable thrown) {
    return call(failure, call(createFrom), thrown);
  }

  @Override
  public Object following(CompletableFuture<@Nullable Object> own) {
    return call(completionStage, call(createFrom), own);
  }

  @Override
  public boolean isDeferred() {
    return true;
  }

  @Override
  public Object deferred(Object result, Function<Source, Object> subscription) {
    BiFunction<Object, Object, Object> perSubscriber =
        (uni, context) -> subscription.apply(new OfSubscriber(this, uni, context));
    return call(withContext, result, perSubscriber);
  }

  private record OfSubscriber(UniKind kind, Object uni, Object context) implements Source {
    @Override
    public CompletionStage<?> begin() {
      return (CompletionStage<?>) call(kind.subscribe, uni, context);
    }

    @Override
    public Object bare() {
      return uni;
    }
  }
}
