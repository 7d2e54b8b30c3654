package dev.multilayercache.agent.instrument;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;

/**
 * What a woven method does with an exception of its body, if it is one of those methods where an
 * expired value may stand in for one that could not be loaded. In Java, after the agent has been
 * asked, whose answer is the token now:
 *
 * <pre>
 * if (token is a hit that fits the result type) return it;       // see HitBranch
 * </pre>
 *
 * <p>It stands behind the body, so that no handler of the body sees what happens here.
 */
record RecoverBranch(Frames frames, ResultType result) {
  private static final String OBJECT = "java/lang/Object";
  private static final String THROWABLE = "java/lang/Throwable";

  /** Writes it; the exception is in the outcome's slot, where it is afterwards. */
  void write(MethodVisitor to) {
    Label thrown = new Label();
    new HitBranch(frames, result).write(to, thrown, () -> frames.ended(to, THROWABLE, OBJECT));
    to.visitLabel(thrown);
    frames.ended(to, THROWABLE);
  }
}
