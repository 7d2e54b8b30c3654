package dev.multilayercache.agent.packaging;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Turns the lambdas and method references of our classes into classes, as compilers did before
 * {@code invokedynamic}.
 *
 * <p>The JVM makes a class for each lambda when it is first met, by code that is itself interpreted
 * and compiled while an application starts. A class that is in the jar already costs half as much,
 * and a third of the memory. Each made class is a nest mate of the one it comes from, and so may
 * call its private methods.
 */
final class PlainLambdas {
  private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";

  private final Map<String, byte[]> classes = new TreeMap<>();

  /** Nest mates to be added, by the host of their nest. */
  private final Map<String, Set<String>> nestMates = new HashMap<>();

  private PlainLambdas() {}

  /**
   * The same program without lambdas.
   *
   * @param classFiles by file name; the hosts of their nests are among them
   */
  static Map<String, byte[]> in(Map<String, byte[]> classFiles) {
    PlainLambdas plain = new PlainLambdas();
    classFiles.forEach(
        (name, bytes) ->
            plain.classes.put(name, name.endsWith(".class") ? plain.rid(bytes) : bytes));
    plain.nestMates.forEach(plain::addNestMates);
    return plain.classes;
  }

  private byte[] rid(byte[] original) {
    ClassReader reader = new ClassReader(original);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Ridding(writer), 0);
    return writer.toByteArray();
  }

  private void addNestMates(String host, Set<String> mates) {
    classes.computeIfPresent(
        host + ".class",
        (name, bytes) -> {
          ClassReader reader = new ClassReader(bytes);
          ClassWriter writer = new ClassWriter(reader, 0);
          reader.accept(
              new ClassVisitor(Opcodes.ASM9, writer) {
                @Override
                public void visitEnd() {
                  mates.forEach(this::visitNestMember);
                  super.visitEnd();
                }
              },
              0);
          return writer.toByteArray();
        });
  }

  /** Replaces each lambda of a class by a call of the class made for it. */
  private final class Ridding extends ClassVisitor {
    private String owner = "";
    private @Nullable String host;
    private int version;
    private int made;

    Ridding(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      this.owner = name;
      this.version = version;
      super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public void visitNestHost(String nestHost) {
      host = nestHost;
      super.visitNestHost(nestHost);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitInvokeDynamicInsn(
            String method, String type, Handle bootstrap, Object... arguments) {
          if (bootstrap.getOwner().equals(FACTORY) && bootstrap.getName().equals("metafactory")) {
            String lambda = replace(method, type, arguments);
            super.visitMethodInsn(
                Opcodes.INVOKESTATIC, lambda, LambdaClass.CREATION, type, /* isInterface= */ false);
          } else {
            super.visitInvokeDynamicInsn(method, type, bootstrap, arguments);
          }
        }
      };
    }

    private String replace(String method, String type, Object[] arguments) {
      String nest = host == null ? owner : host;
      LambdaClass lambda =
          new LambdaClass(
              owner + "$Lambda$" + ++made,
              nest,
              method,
              Type.getMethodType(type),
              (Type) arguments[0],
              (Handle) arguments[1],
              (Type) arguments[2]);
      classes.put(lambda.name() + ".class", lambda.bytes(version));
      nestMates.computeIfAbsent(nest, first -> new LinkedHashSet<>()).add(lambda.name());
      return lambda.name();
    }
  }
}
