package dev.multilayercache.agent.packaging;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Redirects {@code System.getLogger}, which would start {@code java.util.logging} before the
 * application could choose a log manager, to our logger that says nothing.
 */
final class SystemLoggerCalls extends ClassVisitor {
  private static final String SILENT_LOGGER = "dev/multilayercache/agent/log/SilentLogger";

  private final AtomicInteger places;

  private SystemLoggerCalls(@Nullable ClassVisitor next, AtomicInteger places) {
    super(Opcodes.ASM9, next);
    this.places = places;
  }

  static ClassPatch redirectedIn(String className) {
    return new ClassPatch(className, "logs nothing.", SystemLoggerCalls::new);
  }

  /** How often a class calls {@code System.getLogger}. */
  static int countIn(byte[] classFile) {
    if (!new String(classFile, StandardCharsets.ISO_8859_1).contains("getLogger")) {
      return 0; // quick, and right for nearly all
    }
    AtomicInteger places = new AtomicInteger();
    new ClassReader(classFile).accept(new SystemLoggerCalls(null, places), ClassReader.SKIP_DEBUG);
    return places.get();
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new MethodVisitor(
        Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
      @Override
      public void visitMethodInsn(
          int opcode, String owner, String method, String type, boolean isInterface) {
        if (owner.equals("java/lang/System") && method.equals("getLogger")) {
          places.incrementAndGet();
          super.visitMethodInsn(opcode, SILENT_LOGGER, "named", type, isInterface);
        } else {
          super.visitMethodInsn(opcode, owner, method, type, isInterface);
        }
      }
    };
  }
}
