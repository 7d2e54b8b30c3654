package dev.multilayercache.agent.packaging;

import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Makes {@code if (t.isDaemon()) t.setDaemon(false)} read {@code t.setDaemon(true)}. */
final class DaemonThreads extends ClassVisitor {
  private final AtomicInteger places;

  DaemonThreads(ClassVisitor next, AtomicInteger places) {
    super(Opcodes.ASM9, next);
    this.places = places;
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new Body(super.visitMethod(access, name, descriptor, signature, exceptions));
  }

  /** The instructions looked for, in their order. */
  private enum Seen {
    NOTHING,
    IS_DAEMON,
    IF,
    FALSE
  }

  private final class Body extends MethodVisitor {
    private Seen seen = Seen.NOTHING;

    Body(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (owner.equals("java/lang/Thread") && name.equals("isDaemon")) {
        seen = Seen.IS_DAEMON;
        super.visitInsn(Opcodes.POP);
        return;
      }
      if (owner.equals("java/lang/Thread") && name.equals("setDaemon") && seen == Seen.FALSE) {
        places.incrementAndGet();
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      if (seen == Seen.IS_DAEMON && opcode == Opcodes.IFEQ) {
        seen = Seen.IF;
      } else {
        super.visitJumpInsn(opcode, label);
      }
    }

    @Override
    public void visitInsn(int opcode) {
      if (seen == Seen.IF && opcode == Opcodes.ICONST_0) {
        seen = Seen.FALSE;
        super.visitInsn(Opcodes.ICONST_1);
      } else {
        super.visitInsn(opcode);
      }
    }
  }
}
