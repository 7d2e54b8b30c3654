package dev.multilayercache.agent.packaging;

import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Gives a static method that takes one reference and returns nothing an empty body. */
final class DoesNothing extends ClassVisitor {
  private final String name;
  private final String descriptor;
  private final AtomicInteger places;

  DoesNothing(String name, String descriptor, ClassVisitor next, AtomicInteger places) {
    super(Opcodes.ASM9, next);
    this.name = name;
    this.descriptor = descriptor;
    this.places = places;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String method,
      String type,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodVisitor next = super.visitMethod(access, method, type, signature, exceptions);
    if (!method.equals(name) || !type.equals(descriptor)) {
      return next;
    }
    places.incrementAndGet();
    next.visitCode();
    next.visitInsn(Opcodes.RETURN);
    next.visitMaxs(/* maxStack= */ 0, /* maxLocals= */ 1);
    next.visitEnd();
    return null;
  }
}
