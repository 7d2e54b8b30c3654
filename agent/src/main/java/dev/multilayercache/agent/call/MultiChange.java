package dev.multilayercache.agent.call;

import static dev.multilayercache.agent.call.LibraryMethods.call;

import java.lang.invoke.MethodHandle;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Mutiny's {@code Multi}, of which it is the end that counts. */
record MultiChange(
    MethodHandle createFrom, MethodHandle defer, MethodHandle onTermination, MethodHandle invoke)
    implements ChangeKind {

  static MultiChange of(Class<?> multi) {
    LibraryMethods methods = new LibraryMethods(multi);
    Class<?> creation = methods.neighbour("io.smallrye.mutiny.groups.MultiCreate");
    Class<?> end = methods.neighbour("io.smallrye.mutiny.groups.MultiOnTerminate");
    return new MultiChange(
        methods.ofClass("createFrom", creation),
        new LibraryMethods(creation).ofObject("deferred", multi, Supplier.class),
        methods.ofObject("onTermination", end),
        new LibraryMethods(end).ofObject("invoke", multi, BiConsumer.class));
  }

  @Override
  public Object deferred(Supplier<Object> subscription) {
    return call(defer, call(createFrom), subscription);
  }

  @Override
  public Object heard(Object result, HeardChange change) {
    BiConsumer<@Nullable Throwable, Boolean> ended =
        (failure, isCancelled) -> {
          if (isCancelled) {
            change.cancelled();
          } else if (failure == null) {
            change.succeeded(result);
          } else {
            change.failed(failure);
          }
        };
    return call(invoke, call(onTermination, result), ended);
  }
}
