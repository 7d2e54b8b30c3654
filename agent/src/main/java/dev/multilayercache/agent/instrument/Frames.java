package dev.multilayercache.agent.instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * The stack map frames of a woven method; JVMS 4.7.4, in the expanded form.
 *
 * <p>The token lives in the first slot that the body does not use. So the body's own variables stay
 * where they are, and each of its frames gets padding up to that slot and the token behind it.
 *
 * @param owner internal name of the class; null for a static method
 * @param argumentTypes of the method
 * @param tokenSlot behind all that the body uses
 */
record Frames(@Nullable String owner, List<Type> argumentTypes, int tokenSlot) {
  private static final Object[] EMPTY_STACK = {};
  private static final String TOKEN = "java/lang/Object";

  static Frames of(@Nullable String owner, String descriptor, int maxLocals) {
    return new Frames(owner, List.of(Type.getArgumentTypes(descriptor)), maxLocals);
  }

  /** One slot behind the token: for what the body returns or throws. */
  int outcomeSlot() {
    return tokenSlot + 1;
  }

  /** A frame of the body, as the compiler made it. */
  void ofBody(MethodVisitor to, int localCount, Object[] locals, int stackCount, Object[] stack) {
    Object[] all = withToken(Arrays.asList(locals).subList(0, localCount)).toArray();
    to.visitFrame(Opcodes.F_NEW, all.length, all, stackCount, stack);
  }

  /** The arguments are untouched, and there is no token yet. */
  void onEntry(MethodVisitor to, Object... stack) {
    visit(to, arguments(), stack);
  }

  /** The arguments are untouched, and the token is there. */
  void entered(MethodVisitor to, Object... stack) {
    visit(to, withToken(arguments()), stack);
  }

  /** Somewhere in the body: nothing is known of its variables. */
  void inBody(MethodVisitor to, Object... stack) {
    visit(to, withToken(List.of()), stack);
  }

  /** The body has ended, and the outcome is kept behind the token. */
  void ended(MethodVisitor to, Object outcome, Object... stack) {
    List<Object> locals = withToken(List.of());
    locals.add(outcome);
    visit(to, locals, stack);
  }

  /** How a frame speaks of a value of a type. */
  static Object verificationType(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
      case Type.LONG -> Opcodes.LONG;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      default -> type.getInternalName();
    };
  }

  private List<Object> arguments() {
    List<Object> arguments = new ArrayList<>();
    if (owner != null) {
      arguments.add(owner);
    }
    for (Type each : argumentTypes) {
      arguments.add(verificationType(each));
    }
    return arguments;
  }

  private List<Object> withToken(List<Object> locals) {
    List<Object> all = new ArrayList<>(locals);
    int slots = 0;
    for (Object each : locals) {
      slots += each == Opcodes.LONG || each == Opcodes.DOUBLE ? 2 : 1;
    }
    for (; slots < tokenSlot; slots++) {
      all.add(Opcodes.TOP);
    }
    all.add(TOKEN);
    return all;
  }

  private static void visit(MethodVisitor to, List<Object> locals, Object... stack) {
    Object[] all = locals.toArray();
    to.visitFrame(
        Opcodes.F_NEW, all.length, all, stack.length, stack.length == 0 ? EMPTY_STACK : stack);
  }
}
