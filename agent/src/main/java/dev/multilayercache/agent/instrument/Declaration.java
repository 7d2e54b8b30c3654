package dev.multilayercache.agent.instrument;

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

  private static String packageOf(String internalName) {
    return internalName.substring(0, internalName.lastIndexOf('/') + 1);
  }
}
