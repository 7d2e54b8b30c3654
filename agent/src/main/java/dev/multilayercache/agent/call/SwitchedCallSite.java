package dev.multilayercache.agent.call;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;

/**
 * The call site of a cached method, which leaves calls alone while its cache or all caches are
 * switched off, or the method itself is.
 *
 * <p>A mutable call site, because a JIT compiles its target in as if it were constant, and compiles
 * anew in the rare case that it is set: a hit is the same machine code as through a constant call
 * site, with nothing to check, and with the cache off there is nothing of the cache left in the
 * method. A {@code SwitchPoint} would go off, but never on again. Only the target of a method that
 * is off by itself asks its switch, two reads of memory: it goes on when somebody says so.
 */
final class SwitchedCallSite extends MutableCallSite {
  private static final MethodHandle IS_OFF =
      CallHandles.find(MethodSwitch.class, "isOff", boolean.class);

  private final MethodSwitch own;
  private final CallTarget on;
  private final MethodHandle bare;

  /** Lives as long as this, which is all that keeps it: the cache's switches do not. */
  @SuppressWarnings("FieldCanBeLocal")
  private final Runnable follow = this::follow;

  /**
   * @param own follows this switch, and no other call site does
   * @param on what calls go through while all are on; follows the switches of its cache, too
   */
  SwitchedCallSite(MethodSwitch own, CallTarget on) {
    super(on.cached());
    this.bare = MethodHandles.empty(on.cached().type());
    this.own = own;
    this.on = on;
    own.onChange(follow);
    on.cache().onSwitch(follow);
    on.scopes().onFirstUse(follow);
    follow();
  }

  /**
   * One at a time, and the last one sees what all switches are set to in the end. Under the
   * method's own switch's lock, because that one calls this with it held.
   */
  private void follow() {
    synchronized (own) {
      setTarget(target());
    }
    MutableCallSite.syncAll(new MutableCallSite[] {this});
  }

  private MethodHandle target() {
    return on.observed(unobserved());
  }

  private MethodHandle unobserved() {
    if (!on.cache().isOn()) {
      return bare;
    }
    MethodHandle target = on.handle();
    return own.isOff() ? MethodHandles.guardWithTest(IS_OFF.bindTo(own), bare, target) : target;
  }
}
