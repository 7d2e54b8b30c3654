package dev.multilayercache.agent.call;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/**
 * The call site of a cached method, which leaves calls alone while the method is switched off.
 *
 * <p>A mutable call site, because a JIT compiles its target in as if it were constant, and compiles
 * anew in the rare case that it is set: a hit is the same machine code as through a constant call
 * site, with nothing to check. A {@code SwitchPoint} would go off, but never on again. The target
 * of a method that is off asks its switch, two reads of memory, and runs the body.
 */
final class SwitchedCallSite extends MutableCallSite {
  private static final MethodHandle IS_OFF = isOffHandle();

  private final MethodSwitch own;
  private final MethodHandle on;

  /**
   * @param own follows this switch, and no other call site does
   * @param on what calls go through while it is on
   */
  SwitchedCallSite(MethodSwitch own, MethodHandle on) {
    super(on);
    this.own = own;
    this.on = on;
    own.onChange(this::follow);
  }

  private void follow() {
    setTarget(own.isOff() ? off() : on);
    MutableCallSite.syncAll(new MutableCallSite[] {this});
  }

  private MethodHandle off() {
    MethodType type = type();
    return MethodHandles.guardWithTest(IS_OFF.bindTo(own), MethodHandles.empty(type), on);
  }

  private static MethodHandle isOffHandle() {
    try {
      return MethodHandles.lookup()
          .findVirtual(MethodSwitch.class, "isOff", MethodType.methodType(boolean.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
