package dev.multilayercache.agent.call;

import static dev.multilayercache.agent.call.LibraryMethods.call;

import java.lang.invoke.MethodHandle;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Mutiny's {@code Uni}. */
record UniChange(
    MethodHandle createFrom,
    MethodHandle defer,
    MethodHandle onItemOrFailure,
    MethodHandle invoke,
    MethodHandle onCancellation,
    MethodHandle invokeCancelled)
    implements ChangeKind {

  static UniChange of(Class<?> uni) {
    LibraryMethods methods = new LibraryMethods(uni);
    Class<?> creation = methods.neighbour("io.smallrye.mutiny.groups.UniCreate");
    Class<?> end = methods.neighbour("io.smallrye.mutiny.groups.UniOnItemOrFailure");
    Class<?> cancellation = methods.neighbour("io.smallrye.mutiny.groups.UniOnCancel");
    return new UniChange(
        methods.ofClass("createFrom", creation),
        new LibraryMethods(creation).ofObject("deferred", uni, Supplier.class),
        methods.ofObject("onItemOrFailure", end),
        new LibraryMethods(end).ofObject("invoke", uni, BiConsumer.class),
        methods.ofObject("onCancellation", cancellation),
        new LibraryMethods(cancellation).ofObject("invoke", uni, Runnable.class));
  }

  @Override
  public Object deferred(Supplier<Object> subscription) {
    return call(defer, call(createFrom), subscription);
  }

  @Override
  public Object heard(Object result, HeardChange change) {
    BiConsumer<@Nullable Object, @Nullable Throwable> ended =
        (item, failure) -> {
          if (failure == null) {
            change.succeeded(item);
          } else {
            change.failed(failure);
          }
        };
    Runnable cancelled = change::cancelled;
    Object heard = call(invoke, call(onItemOrFailure, result), ended);
    return call(invokeCancelled, call(onCancellation, heard), cancelled);
  }
}
