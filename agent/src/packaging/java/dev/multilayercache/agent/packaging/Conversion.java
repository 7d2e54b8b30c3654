package dev.multilayercache.agent.packaging;

import java.util.Map;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Makes a value of one type from one of another, as a call of a lambda does: by casting, boxing,
 * unboxing and widening (JLS 15.13.2).
 */
final class Conversion {
  private static final Map<Integer, String> BOXES =
      Map.of(
          Type.BOOLEAN, "java/lang/Boolean",
          Type.BYTE, "java/lang/Byte",
          Type.CHAR, "java/lang/Character",
          Type.SHORT, "java/lang/Short",
          Type.INT, "java/lang/Integer",
          Type.LONG, "java/lang/Long",
          Type.FLOAT, "java/lang/Float",
          Type.DOUBLE, "java/lang/Double");

  private Conversion() {}

  /**
   * Converts what is on top of the stack.
   *
   * @param known what the value is known to be where {@code given} says less
   */
  static void write(MethodVisitor code, Type given, Type known, Type wanted) {
    if (wanted.getSort() == Type.VOID) {
      drop(code, given);
    } else if (isPrimitive(given) && isPrimitive(wanted)) {
      widen(code, given, wanted);
    } else if (isPrimitive(given)) {
      box(code, given);
    } else if (isPrimitive(wanted)) {
      Type boxed = primitiveOf(known, wanted);
      unbox(code, boxed);
      widen(code, boxed, wanted);
    } else if (!wanted.equals(given) && !wanted.getInternalName().equals("java/lang/Object")) {
      code.visitTypeInsn(Opcodes.CHECKCAST, wanted.getInternalName());
    }
  }

  private static void drop(MethodVisitor code, Type given) {
    if (given.getSize() > 0) {
      code.visitInsn(given.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
  }

  private static void box(MethodVisitor code, Type primitive) {
    String box = box(primitive);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        box,
        "valueOf",
        "(" + primitive.getDescriptor() + ")L" + box + ";",
        /* isInterface= */ false);
  }

  private static void unbox(MethodVisitor code, Type primitive) {
    code.visitTypeInsn(Opcodes.CHECKCAST, box(primitive));
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        box(primitive),
        primitive.getClassName() + "Value",
        "()" + primitive.getDescriptor(),
        /* isInterface= */ false);
  }

  private static void widen(MethodVisitor code, Type given, Type wanted) {
    if (given.equals(wanted)) {
      return;
    }
    boolean isInt = given.getSort() >= Type.CHAR && given.getSort() <= Type.INT;
    if (isInt && wanted.getSort() == Type.LONG) {
      code.visitInsn(Opcodes.I2L);
    } else if (isInt && wanted.getSort() == Type.DOUBLE) {
      code.visitInsn(Opcodes.I2D);
    } else if (!isInt || wanted.getSort() != Type.INT) {
      throw new IllegalStateException(
          "A lambda widens " + given.getClassName() + " to " + wanted.getClassName());
    }
  }

  private static String box(Type primitive) {
    String box = BOXES.get(primitive.getSort());
    if (box == null) {
      throw new IllegalStateException("A lambda boxes " + primitive.getClassName());
    }
    return box;
  }

  /** What a box holds; if it may be any box, then what is wanted of it. */
  private static Type primitiveOf(Type known, Type wanted) {
    for (Map.Entry<Integer, String> each : BOXES.entrySet()) {
      if (known.getInternalName().equals(each.getValue())) {
        return primitive(each.getKey());
      }
    }
    return wanted;
  }

  private static Type primitive(int sort) {
    return switch (sort) {
      case Type.BOOLEAN -> Type.BOOLEAN_TYPE;
      case Type.BYTE -> Type.BYTE_TYPE;
      case Type.CHAR -> Type.CHAR_TYPE;
      case Type.SHORT -> Type.SHORT_TYPE;
      case Type.INT -> Type.INT_TYPE;
      case Type.LONG -> Type.LONG_TYPE;
      case Type.FLOAT -> Type.FLOAT_TYPE;
      default -> Type.DOUBLE_TYPE;
    };
  }

  private static boolean isPrimitive(Type type) {
    return type.getSort() < Type.ARRAY;
  }
}
