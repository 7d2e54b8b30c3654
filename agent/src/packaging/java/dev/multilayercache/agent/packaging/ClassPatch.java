package dev.multilayercache.agent.packaging;

import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import org.jspecify.annotations.Nullable;

/**
 * One change to one class of a library.
 *
 * @param className internal name of the class, after META-INF/versions/N/ if it is a release's
 * @param effect what is different afterwards, for the NOTICE file
 * @param edit makes the change; it must find exactly one place for it
 */
record ClassPatch(String className, String effect, Edit edit) {

  /** Wraps a class writer; counts each place that it changes. */
  @FunctionalInterface
  interface Edit {
    ClassVisitor visiting(ClassVisitor next, AtomicInteger places);
  }

  /**
   * The changed class.
   *
   * @throws IllegalStateException if the class is absent or is not as this patch expects it: then
   *     the library has changed, and somebody must look whether the patch is still needed
   */
  byte[] apply(byte @Nullable [] original) {
    if (original == null) {
      throw new IllegalStateException("Nothing to patch: there is no class " + className);
    }
    ClassWriter writer = new ClassWriter(0);
    AtomicInteger places = new AtomicInteger();
    new ClassReader(original).accept(edit.visiting(writer, places), 0);
    if (places.get() != 1) {
      throw new IllegalStateException(
          className + " is not as expected: " + places + " places instead of 1 for: " + effect);
    }
    return writer.toByteArray();
  }
}
