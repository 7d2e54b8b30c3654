package dev.multilayercache.agent.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class AsCompiledTest {
  private static final ClassLoader LOADER = AsCompiledTest.class.getClassLoader();
  private static final String SAMPLE = Sample.class.getName().replace('.', '/');

  @SuppressWarnings("unused")
  static class Sample implements Comparable<Sample> {
    String named(long id, String text) {
      return text + id;
    }

    @Override
    public int compareTo(Sample other) {
      return 0;
    }
  }

  @Test
  void a_bridge_is_seen_through_the_probes_of_a_coverage_tool() throws IOException {
    ClassFile changed = changed();

    assertNull(bridge(changed.methods()).bridged());
    assertEquals(
        "compareTo(L" + SAMPLE + ";)I", bridge(AsCompiled.methods(changed, LOADER)).bridged());
  }

  @Test
  void parameters_keep_the_names_that_a_tracer_has_moved() throws IOException {
    ClassFile changed = changed();

    assertNull(named(changed.methods()).parameterNames());
    assertEquals(
        List.of("id", "text"), named(AsCompiled.methods(changed, LOADER)).parameterNames());
  }

  @Test
  void a_class_without_a_file_stays_as_it_was_handed_on() throws IOException {
    ClassFile changed = changed();

    assertEquals(changed.methods(), AsCompiled.methods(changed, new ClassLoader(null) {}));
  }

  private static ClassMethod bridge(List<ClassMethod> methods) {
    return methods.stream().filter(m -> m.is(ClassFile.ACC_BRIDGE)).findFirst().orElseThrow();
  }

  private static ClassMethod named(List<ClassMethod> methods) {
    return methods.stream().filter(m -> m.name().equals("named")).findFirst().orElseThrow();
  }

  /** Puts instructions before each method's code, and drops what the option -parameters adds. */
  private static ClassFile changed() throws IOException {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    byte[] compiled = Inheritance.bytes(SAMPLE, LOADER);
    new ClassReader(compiled).accept(new Prologues(writer), 0);
    return ClassFile.read(writer.toByteArray());
  }

  private static final class Prologues extends ClassVisitor {
    Prologues(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(
          Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
        @Override
        public void visitParameter(String parameter, int flags) {}

        @Override
        public void visitCode() {
          super.visitCode();
          visitInsn(Opcodes.ICONST_0);
          visitInsn(Opcodes.POP);
        }
      };
    }
  }
}
