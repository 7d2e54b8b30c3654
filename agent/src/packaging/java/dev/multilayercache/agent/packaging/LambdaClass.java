package dev.multilayercache.agent.packaging;

import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The class that stands for one lambda: a field for each value it captures, and the one method.
 *
 * @param name internal name
 * @param nestHost of the class that has the lambda
 * @param method the method of the functional interface
 * @param creation what is captured, and the functional interface
 * @param erased type of the method
 * @param body what the method runs
 * @param instantiated type of the method where the lambda stands
 */
record LambdaClass(
    String name,
    String nestHost,
    String method,
    Type creation,
    Type erased,
    Handle body,
    Type instantiated) {

  /** Name of the static method that makes an instance. */
  static final String CREATION = "of";

  private static final String ONLY = "ONLY";
  private static final String OBJECT = "java/lang/Object";

  byte[] bytes(int version) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        version,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        name,
        /* signature= */ null,
        OBJECT,
        new String[] {creation.getReturnType().getInternalName()});
    writer.visitNestHost(nestHost);
    Type[] captured = creation.getArgumentTypes();
    for (int i = 0; i < captured.length; i++) {
      writer.visitField(
          Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL,
          "c" + i,
          captured[i].getDescriptor(),
          null,
          null);
    }
    writeConstructor(writer, captured);
    writeCreation(writer, captured);
    writeMethod(writer, captured);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void writeConstructor(ClassWriter writer, Type[] captured) {
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PRIVATE, "<init>", constructorType(captured), null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
    int slot = 1;
    for (int i = 0; i < captured.length; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(captured[i].getOpcode(Opcodes.ILOAD), slot);
      code.visitFieldInsn(Opcodes.PUTFIELD, name, "c" + i, captured[i].getDescriptor());
      slot += captured[i].getSize();
    }
    end(code, Opcodes.RETURN);
  }

  /** A lambda that captures nothing is one object, as the JVM's own are. */
  private void writeCreation(ClassWriter writer, Type[] captured) {
    if (captured.length == 0) {
      String self = Type.getObjectType(name).getDescriptor();
      writer.visitField(
          Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, ONLY, self, null, null);
      MethodVisitor start = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
      start.visitCode();
      create(start, captured);
      start.visitFieldInsn(Opcodes.PUTSTATIC, name, ONLY, self);
      end(start, Opcodes.RETURN);
    }
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_STATIC, CREATION, creation.getDescriptor(), null, null);
    code.visitCode();
    if (captured.length == 0) {
      code.visitFieldInsn(Opcodes.GETSTATIC, name, ONLY, Type.getObjectType(name).getDescriptor());
    } else {
      create(code, captured);
    }
    end(code, Opcodes.ARETURN);
  }

  private void create(MethodVisitor code, Type[] captured) {
    code.visitTypeInsn(Opcodes.NEW, name);
    code.visitInsn(Opcodes.DUP);
    int slot = 0;
    for (Type each : captured) {
      code.visitVarInsn(each.getOpcode(Opcodes.ILOAD), slot);
      slot += each.getSize();
    }
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", constructorType(captured), false);
  }

  private void writeMethod(ClassWriter writer, Type[] captured) {
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC, method, erased.getDescriptor(), null, null);
    code.visitCode();
    boolean isConstructor = body.getTag() == Opcodes.H_NEWINVOKESPECIAL;
    if (isConstructor) {
      code.visitTypeInsn(Opcodes.NEW, body.getOwner());
      code.visitInsn(Opcodes.DUP);
    }
    for (int i = 0; i < captured.length; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, name, "c" + i, captured[i].getDescriptor());
    }
    Type[] wanted = bodyArguments();
    Type[] given = erased.getArgumentTypes();
    int slot = 1;
    for (int i = 0; i < given.length; i++) {
      code.visitVarInsn(given[i].getOpcode(Opcodes.ILOAD), slot);
      slot += given[i].getSize();
      Conversion.write(
          code, given[i], instantiated.getArgumentTypes()[i], wanted[captured.length + i]);
    }
    code.visitMethodInsn(
        opcode(), body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
    Type result =
        isConstructor ? Type.getObjectType(body.getOwner()) : Type.getReturnType(body.getDesc());
    Conversion.write(code, result, result, erased.getReturnType());
    end(code, erased.getReturnType().getOpcode(Opcodes.IRETURN));
  }

  /** What the body takes, with the object that it runs on. */
  private Type[] bodyArguments() {
    Type[] declared = Type.getArgumentTypes(body.getDesc());
    if (body.getTag() == Opcodes.H_INVOKESTATIC || body.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
      return declared;
    }
    Type[] all = new Type[declared.length + 1];
    all[0] = Type.getObjectType(body.getOwner());
    System.arraycopy(declared, 0, all, 1, declared.length);
    return all;
  }

  /** Private methods are called like any other among nest mates. */
  private int opcode() {
    return switch (body.getTag()) {
      case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
      case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
      default -> body.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
    };
  }

  private static String constructorType(Type[] captured) {
    return Type.getMethodDescriptor(Type.VOID_TYPE, captured);
  }

  private static void end(MethodVisitor code, int opcode) {
    code.visitInsn(opcode);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
