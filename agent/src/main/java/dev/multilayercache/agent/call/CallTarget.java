package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.LayeredCache;
import java.lang.invoke.MethodHandle;
import java.util.function.Supplier;

/**
 * What calls of a cached method go through while nothing is switched off.
 *
 * @param cached outside of scopes
 * @param anew in a scope of refresh; made when the first scope is used
 */
record CallTarget(
    LayeredCache cache, CallScopes scopes, MethodHandle cached, Supplier<MethodHandle> anew) {

  /** As it is to be now. */
  MethodHandle handle() {
    return scopes.isInUse() ? scopes.guard(cached, anew.get(), cache) : cached;
  }
}
