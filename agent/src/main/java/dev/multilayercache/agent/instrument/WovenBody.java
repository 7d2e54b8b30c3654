package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.plan.InlineMocks;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.jar.asm.TypePath;
import org.jspecify.annotations.Nullable;

/**
 * Writes a method anew, with the agent asked before its body and told after it. In Java:
 *
 * <pre>
 * Object token;
 * try { token = invokedynamic(this, arguments…); } catch (Throwable e) { token = null; }
 * if (token is an exception) throw it;                           // see ThrowBranch: few methods
 * if (token is a hit that fits the result type) return it;       // see HitBranch
 * try {
 *   … the body; instead of "return x":
 *     try { MultiLayerCacheDispatcher.returned(token, x); } catch (Throwable e) { }
 *     return x;
 * } catch (Throwable thrown) {
 *   try { MultiLayerCacheDispatcher.threw(token, thrown); } catch (Throwable e) { }
 *                                                              // or see RecoverBranch: few methods
 *   throw thrown;
 * }
 * </pre>
 *
 * <p>Where results are still to come it is {@code x = (R)
 * MultiLayerCacheDispatcher.exchanged(token, x)} instead: the caller gets one of his own.
 *
 * <p>Results and exceptions pass through a local variable, so that a call of ours that fails, even
 * for want of stack, cannot take their place. What a compiler left on the stack below a result, as
 * Kotlin's and Scala's do, stays there: a return has no branch.
 *
 * <p>A method that invalidates calls {@code MultiLayerCacheDispatcher.missed()} where the first
 * line fails, which is where the stack or the memory ends: its body runs all the same, and nothing
 * answers from a cache until what it may have changed is forgotten.
 *
 * <p>The {@code invokedynamic} takes primitives as they are and references as {@code Object}, so
 * nothing is boxed and no class of the application is resolved to link it.
 */
final class WovenBody extends MethodVisitor {
  private static final String DISPATCHER = "java/lang/MultiLayerCacheDispatcher";
  private static final String THROWABLE = "java/lang/Throwable";
  private static final String OBJECT = "Ljava/lang/Object;";
  private static final Handle BOOTSTRAP =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          DISPATCHER,
          "bootstrap",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
              + "Ljava/lang/invoke/MethodType;[Ljava/lang/Object;)"
              + "Ljava/lang/invoke/CallSite;",
          /* isInterface= */ false);

  private final String name;
  private final String descriptor;
  private final Frames frames;
  private final ResultType result;
  private final Weaver.Wish wish;

  private final Label enter = new Label();
  private final Label entered = new Label();
  private final Label body = new Label();

  /** The first that fits an exception gets it: ours around what we insert, then the body's own. */
  private final List<Handler> ownHandlers = new ArrayList<>();

  private final List<Handler> bodyHandlers = new ArrayList<>();

  private final Label enterFailed = new Label();
  private final Label returnFailed = new Label();
  private boolean returns;

  private record Handler(Label start, Label end, Label handler, @Nullable String type) {}

  WovenBody(
      int api,
      MethodVisitor written,
      String name,
      String descriptor,
      Frames frames,
      Weaver.Wish wish) {
    super(api, written);
    this.name = name;
    this.descriptor = descriptor;
    this.frames = frames;
    this.result = new ResultType(Type.getReturnType(descriptor));
    this.wish = wish;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    mv.visitLabel(enter);
    loadArgumentsAndCall();
    mv.visitLabel(entered);
    mv.visitVarInsn(Opcodes.ASTORE, frames.tokenSlot());
    ownHandlers.add(new Handler(enter, entered, enterFailed, THROWABLE));
    if (wish.mayThrow()) {
      new ThrowBranch(frames).write(mv);
    }
    if (wish.isCached()) {
      new HitBranch(frames, result).write(mv, body);
    }
    mv.visitLabel(body);
    frames.entered(mv);
    mv.visitInsn(Opcodes.NOP); // the body may begin with a frame of its own
  }

  private void loadArgumentsAndCall() {
    StringBuilder enterDescriptor = new StringBuilder("(");
    int slot = 0;
    if (frames.owner() != null) {
      mv.visitVarInsn(Opcodes.ALOAD, slot++);
      enterDescriptor.append(OBJECT);
    }
    for (Type each : frames.argumentTypes()) {
      mv.visitVarInsn(each.getOpcode(Opcodes.ILOAD), slot);
      slot += each.getSize();
      boolean isReference = each.getSort() >= Type.ARRAY;
      enterDescriptor.append(isReference ? OBJECT : each.getDescriptor());
    }
    enterDescriptor.append(")").append(OBJECT);
    mv.visitInvokeDynamicInsn(
        wish.maySeeMocks() ? InlineMocks.ENTER_UNLESS_MOCK : "enter",
        enterDescriptor.toString(),
        BOOTSTRAP,
        name,
        descriptor);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      writeReturn();
    } else {
      super.visitInsn(opcode);
    }
  }

  private void writeReturn() {
    Label start = new Label();
    Label end = new Label();
    result.store(mv, frames.outcomeSlot());
    mv.visitLabel(start);
    mv.visitVarInsn(Opcodes.ALOAD, frames.tokenSlot());
    result.loadBoxed(mv, frames.outcomeSlot());
    if (wish.exchangesResult()) {
      call("exchanged", "(" + OBJECT + OBJECT + ")" + OBJECT);
      mv.visitTypeInsn(Opcodes.CHECKCAST, result.boxedName());
      result.store(mv, frames.outcomeSlot());
    } else {
      call("returned", "(" + OBJECT + OBJECT + ")V");
    }
    mv.visitLabel(end);
    result.loadAndReturn(mv, frames.outcomeSlot());
    ownHandlers.add(new Handler(start, end, returnFailed, THROWABLE));
    returns = true;
  }

  private void call(String method, String methodDescriptor) {
    mv.visitMethodInsn(
        Opcodes.INVOKESTATIC, DISPATCHER, method, methodDescriptor, /* isInterface= */ false);
  }

  @Override
  public void visitFrame(
      int type, int localCount, Object[] locals, int stackCount, Object[] stack) {
    frames.ofBody(mv, localCount, locals, stackCount, stack);
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
    bodyHandlers.add(new Handler(start, end, handler, type));
  }

  @Override
  public @Nullable AnnotationVisitor visitTryCatchAnnotation(
      int typeReference, @Nullable TypePath path, String descriptor, boolean visible) {
    return null; // it counts handlers, of which there are more now; reflection never sees it
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    Label bodyEnd = new Label();
    Label bodyFailed = new Label();
    mv.visitLabel(bodyEnd);
    mv.visitLabel(bodyFailed);
    writeThrow();
    writeEnterFailed();
    if (returns) {
      writeReturnFailed();
    }
    ownHandlers.forEach(this::write);
    bodyHandlers.forEach(this::write);
    write(new Handler(body, bodyEnd, bodyFailed, THROWABLE));
    int argumentSlots = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
    super.visitMaxs(
        Math.max(maxStack + 2, Math.max(argumentSlots, 3)),
        frames.tokenSlot() + 1 + result.slots());
  }

  /** Every exception of the body comes by here. */
  private void writeThrow() {
    Label start = new Label();
    Label end = new Label();
    Label failed = new Label();
    frames.inBody(mv, THROWABLE);
    mv.visitVarInsn(Opcodes.ASTORE, frames.outcomeSlot());
    mv.visitLabel(start);
    mv.visitVarInsn(Opcodes.ALOAD, frames.tokenSlot());
    mv.visitVarInsn(Opcodes.ALOAD, frames.outcomeSlot());
    if (wish.mayRecover()) {
      call("recovered", "(" + OBJECT + "L" + THROWABLE + ";)" + OBJECT);
      mv.visitVarInsn(Opcodes.ASTORE, frames.tokenSlot());
      mv.visitLabel(end);
      new RecoverBranch(frames, result).write(mv);
    } else {
      call("threw", "(" + OBJECT + "L" + THROWABLE + ";)V");
      mv.visitLabel(end);
    }
    mv.visitVarInsn(Opcodes.ALOAD, frames.outcomeSlot());
    mv.visitInsn(Opcodes.ATHROW);
    mv.visitLabel(failed);
    frames.ended(mv, THROWABLE, THROWABLE);
    mv.visitInsn(Opcodes.POP);
    mv.visitVarInsn(Opcodes.ALOAD, frames.outcomeSlot());
    mv.visitInsn(Opcodes.ATHROW);
    ownHandlers.add(new Handler(start, end, failed, THROWABLE));
  }

  private void writeEnterFailed() {
    mv.visitLabel(enterFailed);
    frames.onEntry(mv, THROWABLE);
    mv.visitInsn(Opcodes.POP);
    if (!wish.isCached()) {
      writeMissed();
      return;
    }
    mv.visitInsn(Opcodes.ACONST_NULL);
    mv.visitVarInsn(Opcodes.ASTORE, frames.tokenSlot());
    mv.visitJumpInsn(Opcodes.GOTO, body);
  }

  /** Where there is no room even for that, the stack has ended for the body too. */
  private void writeMissed() {
    Label start = new Label();
    Label end = new Label();
    Label stackEnded = new Label();
    mv.visitLabel(start);
    call("missed", "()V");
    mv.visitLabel(end);
    mv.visitInsn(Opcodes.ACONST_NULL);
    mv.visitVarInsn(Opcodes.ASTORE, frames.tokenSlot());
    mv.visitJumpInsn(Opcodes.GOTO, body);
    mv.visitLabel(stackEnded);
    frames.onEntry(mv, THROWABLE);
    mv.visitInsn(Opcodes.ATHROW);
    ownHandlers.add(new Handler(start, end, stackEnded, THROWABLE));
  }

  private void writeReturnFailed() {
    mv.visitLabel(returnFailed);
    if (result.isVoid()) {
      frames.inBody(mv, THROWABLE);
    } else {
      frames.ended(mv, result.verificationType(), THROWABLE);
    }
    mv.visitInsn(Opcodes.POP);
    result.loadAndReturn(mv, frames.outcomeSlot());
  }

  private void write(Handler handler) {
    mv.visitTryCatchBlock(handler.start, handler.end, handler.handler, handler.type);
  }
}
