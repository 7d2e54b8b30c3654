package dev.multilayercache.agent.instrument;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The type of a woven method's result, and the instructions that go with it. */
record ResultType(Type type) {

  boolean isVoid() {
    return type.getSort() == Type.VOID;
  }

  boolean isPrimitive() {
    return type.getSort() < Type.ARRAY;
  }

  /** Slots that a local variable needs which holds a result, or an exception instead. */
  int slots() {
    return Math.max(1, type.getSize());
  }

  Object verificationType() {
    return Frames.verificationType(type);
  }

  /** What a boxed result is an instance of, as an internal name. */
  String boxedName() {
    return switch (type.getSort()) {
      case Type.BOOLEAN -> "java/lang/Boolean";
      case Type.BYTE -> "java/lang/Byte";
      case Type.CHAR -> "java/lang/Character";
      case Type.SHORT -> "java/lang/Short";
      case Type.INT -> "java/lang/Integer";
      case Type.LONG -> "java/lang/Long";
      case Type.FLOAT -> "java/lang/Float";
      case Type.DOUBLE -> "java/lang/Double";
      default -> type.getInternalName();
    };
  }

  /** Takes the result from the stack, if there is one. */
  void store(MethodVisitor to, int slot) {
    if (!isVoid()) {
      to.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot);
    }
  }

  /** Puts the result on the stack as an object; null for void. */
  void loadBoxed(MethodVisitor to, int slot) {
    if (isVoid()) {
      to.visitInsn(Opcodes.ACONST_NULL);
      return;
    }
    to.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
    if (isPrimitive()) {
      to.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          boxedName(),
          "valueOf",
          "(" + type.getDescriptor() + ")L" + boxedName() + ";",
          /* isInterface= */ false);
    }
  }

  void loadAndReturn(MethodVisitor to, int slot) {
    if (!isVoid()) {
      to.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
    }
    to.visitInsn(type.getOpcode(Opcodes.IRETURN));
  }

  /** Returns the object on the stack, which is of the boxed type. */
  void castAndReturn(MethodVisitor to) {
    to.visitTypeInsn(Opcodes.CHECKCAST, boxedName());
    if (isPrimitive()) {
      to.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          boxedName(),
          type.getClassName() + "Value",
          "()" + type.getDescriptor(),
          /* isInterface= */ false);
    }
    to.visitInsn(type.getOpcode(Opcodes.IRETURN));
  }
}
