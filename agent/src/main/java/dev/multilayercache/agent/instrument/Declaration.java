package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.plan.MethodSite;
import dev.multilayercache.agent.plan.Refusals;

/**
 * A method that carries annotations of this product, so that they hold for what overrides it.
 *
 * @param owner internal name of the type that declares it
 */
record Declaration(String owner, ClassMethod method) {

  /** Whether a method of the same name and descriptor in another type overrides it. */
  boolean isOverriddenIn(String internalName) {
    if (method.is(ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC)) {
      return false;
    }
    return method.is(ClassFile.ACC_PUBLIC | ClassFile.ACC_PROTECTED)
        || packageOf(owner).equals(packageOf(internalName));
  }

  /** Refuses what its annotations ask for. */
  void refuse(Refusals refusals, String reason) {
    String display =
        MethodSite.display(owner.replace('/', '.'), method.name(), method.descriptor());
    if (Annotations.cached(method.annotations()) == null) {
      boolean onlyUpdates = Annotations.invalidations(method.annotations()).isEmpty();
      refusals.notChanging(display, onlyUpdates, reason);
    } else {
      refusals.notCached(display, reason);
    }
  }

  private static String packageOf(String internalName) {
    return internalName.substring(0, internalName.lastIndexOf('/') + 1);
  }
}
