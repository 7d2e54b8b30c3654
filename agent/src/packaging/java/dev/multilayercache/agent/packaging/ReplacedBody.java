package dev.multilayercache.agent.packaging;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Gives a static method another body. */
final class ReplacedBody extends ClassVisitor {
  /** {@code return Boolean.TRUE;} in a method without parameters. */
  static final Consumer<MethodVisitor> RETURN_TRUE =
      body -> {
        body.visitFieldInsn(Opcodes.GETSTATIC, "java/lang/Boolean", "TRUE", "Ljava/lang/Boolean;");
        body.visitInsn(Opcodes.ARETURN);
        body.visitMaxs(/* maxStack= */ 1, /* maxLocals= */ 0);
      };

  /** {@code return;} in a method that takes one reference. */
  static final Consumer<MethodVisitor> RETURN_NOTHING =
      body -> {
        body.visitInsn(Opcodes.RETURN);
        body.visitMaxs(/* maxStack= */ 0, /* maxLocals= */ 1);
      };

  private final String name;
  private final String descriptor;
  private final Consumer<MethodVisitor> body;
  private final AtomicInteger places;

  ReplacedBody(
      String name,
      String descriptor,
      Consumer<MethodVisitor> body,
      ClassVisitor next,
      AtomicInteger places) {
    super(Opcodes.ASM9, next);
    this.name = name;
    this.descriptor = descriptor;
    this.body = body;
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
    body.accept(next);
    next.visitEnd();
    return null;
  }
}
