package dev.multilayercache.benchmark.growth;

import static net.bytebuddy.jar.asm.Opcodes.*;

import com.github.benmanes.caffeine.cache.Cache;
import dev.multilayercache.MultiLayerCached;
import dev.multilayercache.benchmark.growth.Generated.Rotation;
import java.util.function.Function;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Type;

/**
 * A generated class with methods {@code static Long m0(long id)}, {@code m1} and so on, and one
 * that calls them all.
 */
final class MethodClass {
  private static final String GENERATED = Type.getInternalName(Generated.class);
  private static final String CACHE = Type.getDescriptor(Cache.class);
  private static final String METHOD = "(J)Ljava/lang/Long;";

  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
  private final String name;
  private final How how;
  private final int methods;

  /** Who caches what the methods return. */
  enum How {
    NOBODY,
    WOVEN,
    BY_HAND
  }

  private MethodClass(String name, How how, int methods) {
    this.name = name.replace('.', '/');
    this.how = how;
    this.methods = methods;
  }

  static byte[] bytes(String name, How how, int methods) {
    return new MethodClass(name, how, methods).write();
  }

  private byte[] write() {
    String rotation = Type.getInternalName(Rotation.class);
    writer.visit(
        V17, ACC_PUBLIC | ACC_FINAL, name, null, "java/lang/Object", new String[] {rotation});
    writeConstructor();
    writeCallOfAll();
    for (int i = 0; i < methods; i++) {
      if (how == How.BY_HAND) {
        writer.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, "c" + i, CACHE, null, null);
      }
      writeMethod(i);
    }
    if (how == How.BY_HAND) {
      writeCaches();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void writeConstructor() {
    MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
    code.visitCode();
    code.visitVarInsn(ALOAD, 0);
    code.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    end(code, RETURN);
  }

  private void writeCallOfAll() {
    MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "call", "(J)J", null, null);
    code.visitCode();
    code.visitInsn(LCONST_0);
    for (int i = 0; i < methods; i++) {
      code.visitVarInsn(LLOAD, 1);
      code.visitMethodInsn(INVOKESTATIC, name, "m" + i, METHOD, false);
      code.visitMethodInsn(INVOKEVIRTUAL, "java/lang/Long", "longValue", "()J", false);
      code.visitInsn(LADD);
    }
    end(code, LRETURN);
  }

  private void writeMethod(int number) {
    MethodVisitor code =
        writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "m" + number, METHOD, null, null);
    if (how == How.WOVEN) {
      code.visitAnnotation(Type.getDescriptor(MultiLayerCached.class), /* visible= */ true)
          .visitEnd();
    }
    code.visitCode();
    if (how == How.BY_HAND) {
      code.visitFieldInsn(GETSTATIC, name, "c" + number, CACHE);
      code.visitVarInsn(LLOAD, 0);
      code.visitMethodInsn(INVOKESTATIC, "java/lang/Long", "valueOf", METHOD, false);
      code.visitFieldInsn(GETSTATIC, GENERATED, "LOADER", Type.getDescriptor(Function.class));
      code.visitMethodInsn(
          INVOKEINTERFACE,
          Type.getInternalName(Cache.class),
          "get",
          "(Ljava/lang/Object;Ljava/util/function/Function;)Ljava/lang/Object;",
          true);
      code.visitTypeInsn(CHECKCAST, "java/lang/Long");
    } else {
      code.visitVarInsn(LLOAD, 0);
      code.visitMethodInsn(INVOKESTATIC, GENERATED, "body", METHOD, false);
    }
    end(code, ARETURN);
  }

  private void writeCaches() {
    MethodVisitor code = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    for (int i = 0; i < methods; i++) {
      code.visitMethodInsn(INVOKESTATIC, GENERATED, "cache", "()" + CACHE, false);
      code.visitFieldInsn(PUTSTATIC, name, "c" + i, CACHE);
    }
    end(code, RETURN);
  }

  private static void end(MethodVisitor code, int instruction) {
    code.visitInsn(instruction);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
