package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.LayeredCache;
import java.lang.invoke.MethodHandle;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What calls of a cached method go through while nothing is switched off.
 *
 * @param cached outside of scopes
 * @param anew in a scope of refresh; made when the first scope is used
 * @param observer makes of a target one with somebody looking on, who is needed from then on
 */
record CallTarget(
    LayeredCache cache,
    CallScopes scopes,
    MethodHandle cached,
    Supplier<MethodHandle> anew,
    UnaryOperator<MethodHandle> observer) {

  /** As it is to be now. */
  MethodHandle handle() {
    return scopes.isInUse() ? scopes.guard(cached, anew.get(), cache) : cached;
  }

  /** A target with who looks on now; also one that leaves calls alone. */
  MethodHandle observed(MethodHandle target) {
    return scopes.isInUse() ? observer.apply(target) : target;
  }
}
