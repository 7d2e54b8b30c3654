package dev.multilayercache.agent.instrument;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * What a woven method does with a hit. In Java, for a method that returns an {@code R}:
 *
 * <pre>
 * if (token instanceof AtomicReference) {
 *   Object value = ((AtomicReference) token).getPlain();
 *   if (value instanceof R || value == null) return (R) value;    // null: not for a primitive
 *   token = null;                                                 // the body runs
 * }
 * </pre>
 *
 * <p>Nothing of the agent is called: what failed there would be the application's failure.
 *
 * <p>The agent has looked at the value's type before. This look is the last one, in the method
 * itself: whatever went wrong before it, a call answers with a value of its type or by its body.
 */
record HitBranch(Frames frames, ResultType result) {
  private static final String REFERENCE = "java/util/concurrent/atomic/AtomicReference";
  private static final String OBJECT = "java/lang/Object";

  /**
   * Writes it; the token is in its slot.
   *
   * @param body where to go on if this is no hit; directly behind this
   */
  void write(MethodVisitor to, Label body) {
    write(to, body, () -> frames.entered(to, OBJECT));
  }

  /**
   * The same elsewhere in the method.
   *
   * @param withValue writes the frame there, with the value on the stack
   */
  void write(MethodVisitor to, Label body, Runnable withValue) {
    Label answer = new Label();
    to.visitVarInsn(Opcodes.ALOAD, frames.tokenSlot());
    to.visitTypeInsn(Opcodes.INSTANCEOF, REFERENCE);
    to.visitJumpInsn(Opcodes.IFEQ, body);
    to.visitVarInsn(Opcodes.ALOAD, frames.tokenSlot());
    to.visitTypeInsn(Opcodes.CHECKCAST, REFERENCE);
    to.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        REFERENCE,
        "getPlain",
        "()Ljava/lang/Object;",
        /* isInterface= */ false);
    to.visitInsn(Opcodes.DUP);
    to.visitTypeInsn(Opcodes.INSTANCEOF, result.boxedName());
    to.visitJumpInsn(Opcodes.IFNE, answer);
    if (!result.isPrimitive()) {
      to.visitInsn(Opcodes.DUP);
      to.visitJumpInsn(Opcodes.IFNULL, answer);
    }
    to.visitInsn(Opcodes.POP);
    to.visitInsn(Opcodes.ACONST_NULL);
    to.visitVarInsn(Opcodes.ASTORE, frames.tokenSlot());
    to.visitJumpInsn(Opcodes.GOTO, body);
    to.visitLabel(answer);
    withValue.run();
    result.castAndReturn(to);
  }
}
