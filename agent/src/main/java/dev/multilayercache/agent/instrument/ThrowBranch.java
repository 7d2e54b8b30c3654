package dev.multilayercache.agent.instrument;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * What a woven method does with a token that is an exception, if it is one of those methods whose
 * calls may be answered by one. In Java:
 *
 * <pre>
 * if (token instanceof Throwable) throw (Throwable) token;
 * </pre>
 *
 * <p>It stands before the body, so that no handler of the body sees the exception, and it is the
 * very object that the agent gave: no frame of ours is in its stack trace.
 */
record ThrowBranch(Frames frames) {
  private static final String THROWABLE = "java/lang/Throwable";

  /** Writes it; the token is in its slot. */
  void write(MethodVisitor to) {
    Label other = new Label();
    to.visitVarInsn(Opcodes.ALOAD, frames.tokenSlot());
    to.visitTypeInsn(Opcodes.INSTANCEOF, THROWABLE);
    to.visitJumpInsn(Opcodes.IFEQ, other);
    to.visitVarInsn(Opcodes.ALOAD, frames.tokenSlot());
    to.visitTypeInsn(Opcodes.CHECKCAST, THROWABLE);
    to.visitInsn(Opcodes.ATHROW);
    to.visitLabel(other);
    frames.entered(to);
  }
}
