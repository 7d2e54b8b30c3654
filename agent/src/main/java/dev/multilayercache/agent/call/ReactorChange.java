package dev.multilayercache.agent.call;

import static dev.multilayercache.agent.call.LibraryMethods.call;

import java.lang.invoke.MethodHandle;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reactor's {@code Mono} and {@code Flux}. The subscriber's context reaches the body's as through
 * any operator.
 *
 * @param onEnd takes a listener to the end that is no failure
 * @param bringsValue whether that listener takes a value: of a Flux it is the end that counts
 */
record ReactorChange(
    MethodHandle defer,
    MethodHandle onEnd,
    boolean bringsValue,
    MethodHandle doOnError,
    MethodHandle doFinally)
    implements ChangeKind {

  static ReactorChange ofMono(Class<?> mono) {
    return of(mono, "doOnSuccess", Consumer.class, /* bringsValue= */ true);
  }

  static ReactorChange ofFlux(Class<?> flux) {
    return of(flux, "doOnComplete", Runnable.class, /* bringsValue= */ false);
  }

  private static ReactorChange of(
      Class<?> type, String onEnd, Class<?> listener, boolean bringsValue) {
    LibraryMethods methods = new LibraryMethods(type);
    return new ReactorChange(
        methods.ofClass("defer", type, Supplier.class),
        methods.ofObject(onEnd, type, listener),
        bringsValue,
        methods.ofObject("doOnError", type, Consumer.class),
        methods.ofObject("doFinally", type, Consumer.class));
  }

  @Override
  public Object deferred(Supplier<Object> subscription) {
    return call(defer, subscription);
  }

  /** It is cancelled first: what it does until then is forgotten, too. */
  @Override
  public Object heard(Object result, HeardChange change) {
    Consumer<Throwable> failed = change::failed;
    Consumer<Object> over =
        signal -> {
          if (((Enum<?>) signal).name().equals("CANCEL")) {
            change.cancelled();
          }
        };
    return call(doFinally, call(doOnError, call(onEnd, result, end(result, change)), failed), over);
  }

  private Object end(Object result, HeardChange change) {
    if (bringsValue) {
      Consumer<Object> succeeded = change::succeeded;
      return succeeded;
    }
    Runnable completed = () -> change.succeeded(result);
    return completed;
  }
}
