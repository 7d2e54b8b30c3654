package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.plan.RefusedException;
import dev.multilayercache.agent.plan.Signature;

/** Tells whether a method's body can be woven at all, whatever is planned for it. */
final class BodyCheck {
  /** Java 7: the first version with invokedynamic. */
  private static final int OLDEST_VERSION = 51;

  /** HotSpot never compiles a method of more bytes, as it is woven. */
  static final int MOST_WOVEN_CODE = 8_000;

  /** The slots behind those of the body are ours, and a class file counts no more than 65,535. */
  private static final int MOST_LOCALS = 65_000;

  /** A method handle takes 255 slots, and linking adds some of its own. */
  private static final int MOST_SLOTS = 245;

  private BodyCheck() {}

  /**
   * @throws RefusedException if it cannot; the message says why
   */
  static void check(ClassFile type, ClassMethod method) throws RefusedException {
    if (method.isConstructor()) {
      throw new RefusedException("it is a constructor, which has no result. Annotate a method.");
    }
    if (method.is(ClassFile.ACC_NATIVE)) {
      throw new RefusedException(
          "it is native, so it has no bytecode to weave. Annotate a method that calls it.");
    }
    if (method.is(ClassFile.ACC_ABSTRACT)) {
      throw new RefusedException("it is abstract. Name the class that implements it.");
    }
    if (type.majorVersion() < OLDEST_VERSION) {
      throw new RefusedException(
          "its class file has version "
              + type.majorVersion()
              + ", and weaving needs 51 (Java 7) or newer. Compile it for a newer Java.");
    }
    if (method.codeLength() > MOST_WOVEN_CODE) {
      throw new RefusedException(tooLong(method.codeLength()));
    }
    if (method.maxLocals() > MOST_LOCALS) {
      throw new RefusedException(
          "it has " + method.maxLocals() + " slots of local variables. Split it.");
    }
    if (Signature.of(method.descriptor()).slots() > MOST_SLOTS) {
      throw new RefusedException(
          "it has more parameters than a call can be linked with. Group them in a record.");
    }
  }

  /** The reason to refuse a method of so many bytes. */
  static String tooLong(int bytes) {
    return "its body has "
        + bytes
        + " bytes of bytecode, and beyond "
        + MOST_WOVEN_CODE
        + " the JVM would not compile it. Split it.";
  }
}
