package dev.multilayercache.agent.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.plan.WovenMethod;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassWeaverTest {
  private static final String CACHED = "Ldev/multilayercache/MultiLayerCached;";

  private final PlanRegistry registry = new PlanRegistry();
  private final Refusals refusals = new Refusals();
  private final ClassWeaver weaver =
      new ClassWeaver(new CachePlanner(AgentConfig.builtIn()), registry, refusals);
  private final MemoryLoader loader = new MemoryLoader();

  /** Gives the class files it was given, as resources and as classes. */
  private static final class MemoryLoader extends ClassLoader {
    private final Map<String, byte[]> files = new HashMap<>();
    private int reads;

    MemoryLoader() {
      super(null);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      reads++;
      byte[] bytes = files.get(name);
      return bytes == null ? null : new ByteArrayInputStream(bytes);
    }

    /** Defines a class and lets the JVM verify it. */
    Class<?> load(byte[] bytes) throws ClassNotFoundException {
      Class<?> type = defineClass(null, bytes, 0, bytes.length);
      return Class.forName(type.getName(), /* initialize= */ true, this);
    }
  }

  /** Writes a class file. */
  private static final class ClassBuilder {
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);

    ClassBuilder(int version, int access, String name, String superName, String... interfaces) {
      writer.visit(version, access, name, null, superName, interfaces);
    }

    ClassBuilder(String name) {
      this(Opcodes.V11, Opcodes.ACC_PUBLIC, name, "java/lang/Object");
    }

    /** A method that returns null. */
    ClassBuilder method(int access, String name, String descriptor, boolean isCached) {
      MethodVisitor method = start(access, name, descriptor, isCached);
      if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0) {
        method.visitCode();
        method.visitInsn(Opcodes.ACONST_NULL);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(0, 0);
      }
      method.visitEnd();
      return this;
    }

    ClassBuilder cached(String name, String descriptor) {
      return method(Opcodes.ACC_PUBLIC, name, descriptor, true);
    }

    /** A method of so many bytes and a few more. */
    ClassBuilder large(String name, int bytes) {
      MethodVisitor method = start(Opcodes.ACC_PUBLIC, name, "()Ljava/lang/String;", true);
      method.visitCode();
      for (int i = 0; i < bytes; i++) {
        method.visitInsn(Opcodes.NOP);
      }
      method.visitInsn(Opcodes.ACONST_NULL);
      method.visitInsn(Opcodes.ARETURN);
      method.visitMaxs(0, 0);
      method.visitEnd();
      return this;
    }

    ClassBuilder cachedConstructor() {
      MethodVisitor method = start(Opcodes.ACC_PUBLIC, "<init>", "()V", true);
      method.visitCode();
      method.visitVarInsn(Opcodes.ALOAD, 0);
      method.visitMethodInsn(
          Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", /* isInterface= */ false);
      method.visitInsn(Opcodes.RETURN);
      method.visitMaxs(0, 0);
      method.visitEnd();
      return this;
    }

    /** A method with an annotation in an annotation, and so on. */
    ClassBuilder nested(int depth) {
      MethodVisitor method = start(Opcodes.ACC_ABSTRACT, "deep", "()V", false);
      nest(method.visitAnnotation("Lapp/Nested;", /* visible= */ true), depth);
      method.visitEnd();
      return this;
    }

    private static void nest(AnnotationVisitor annotation, int depth) {
      if (depth > 0) {
        nest(annotation.visitAnnotation("value", "Lapp/Nested;"), depth - 1);
      }
      annotation.visitEnd();
    }

    private MethodVisitor start(int access, String name, String descriptor, boolean isCached) {
      MethodVisitor method = writer.visitMethod(access, name, descriptor, null, null);
      if (isCached) {
        method.visitAnnotation(CACHED, /* visible= */ true).visitEnd();
      }
      return method;
    }

    byte[] bytes() {
      writer.visitEnd();
      return writer.toByteArray();
    }
  }

  private void assertRefused(String method, String part) {
    assertEquals(
        List.of(method),
        refusals.all().stream().map(Refusals.Refusal::method).toList(),
        () -> refusals.all().toString());
    assertTrue(refusals.all().get(0).reason().contains(part), refusals.all().get(0).reason());
  }

  @Test
  void a_class_without_annotations_stays_as_it_is() {
    byte[] bytes =
        new ClassBuilder("app/Plain")
            .method(Opcodes.ACC_PUBLIC, "find", "()Ljava/lang/String;", false)
            .bytes();

    assertNull(weaver.weave(bytes, loader));
  }

  /** As a compiler may make it: the JVM looks at annotations only when it is asked for them. */
  @Test
  void a_class_whose_annotations_are_deeper_than_is_read_is_refused() {
    byte[] bytes =
        new ClassBuilder("app/Deep").cached("find", "()Ljava/lang/String;").nested(20).bytes();

    assertNull(weaver.weave(bytes, loader));

    assertRefused("app.Deep", "cannot be read (annotations nested too deep)");
  }

  @Test
  void bytes_that_are_no_class_stay_as_they_are() {
    assertNull(weaver.weave(new byte[] {1, 2, 3}, loader));
  }

  @Nested
  class AWovenClass {
    private final byte[] woven =
        weaver.weave(
            new ClassBuilder("app/Repo")
                .cached("find", "(JLjava/lang/String;D)Ljava/lang/String;")
                .bytes(),
            loader);

    @Test
    void passes_the_verifier() throws Exception {
      assertEquals("app.Repo", loader.load(woven).getName());
    }

    @Test
    void is_in_the_registry() {
      assertNotNull(
          registry.find(
              loader,
              new WovenMethod("app.Repo", "find", "(JLjava/lang/String;D)Ljava/lang/String;")));
    }

    @Test
    void has_one_more_instruction_that_calls_the_agent_with_primitives_kept() {
      assertTrue(
          new String(woven, java.nio.charset.StandardCharsets.ISO_8859_1)
              .contains("(Ljava/lang/Object;JLjava/lang/Object;D)Ljava/lang/Object;"));
    }

    @Test
    void has_no_name_of_the_agents_own_classes() {
      String text = new String(woven, java.nio.charset.StandardCharsets.ISO_8859_1);

      assertTrue(!text.contains("dev/multilayercache/agent"), text);
    }
  }

  @Nested
  class AMethodThatCannotBeWoven {
    @Test
    void is_refused_in_a_class_file_of_before_java_7() {
      byte[] bytes =
          new ClassBuilder(Opcodes.V1_6, Opcodes.ACC_PUBLIC, "app/Old", "java/lang/Object")
              .cached("find", "()Ljava/lang/String;")
              .bytes();

      assertNull(weaver.weave(bytes, loader));
      assertRefused("app.Old.find()", "its class file has version 50");
    }

    @Test
    void is_refused_when_the_jvm_would_not_compile_it() {
      byte[] bytes = new ClassBuilder("app/Huge").large("find", 8_000).bytes();

      assertNull(weaver.weave(bytes, loader));
      assertRefused("app.Huge.find()", "its body has 8002 bytes");
    }

    @Test
    void is_refused_when_the_jvm_would_not_compile_it_any_more_and_the_rest_is_woven() {
      byte[] bytes =
          new ClassBuilder("app/Long")
              .large("find", 7_990)
              .cached("other", "()Ljava/lang/String;")
              .bytes();

      assertNotNull(weaver.weave(bytes, loader));
      assertRefused("app.Long.find()", "beyond 8000 the JVM would not compile it");
      assertEquals(List.of("app.Long.other()"), registry.cachedMethods());
    }

    @Test
    void is_refused_as_a_constructor_and_the_rest_is_woven() {
      byte[] bytes =
          new ClassBuilder("app/Made")
              .cachedConstructor()
              .cached("find", "()Ljava/lang/String;")
              .bytes();

      assertNotNull(weaver.weave(bytes, loader));
      assertRefused("app.Made.<init>()", "it is a constructor");
    }

    @Test
    void is_refused_when_native() {
      byte[] bytes =
          new ClassBuilder("app/Native")
              .method(Opcodes.ACC_PUBLIC | Opcodes.ACC_NATIVE, "find", "()Ljava/lang/String;", true)
              .bytes();

      assertNull(weaver.weave(bytes, loader));
      assertRefused("app.Native.find()", "it is native");
    }

    @Test
    void is_refused_with_more_arguments_than_a_call_takes() {
      byte[] bytes =
          new ClassBuilder("app/Wide")
              .cached("find", "(" + "J".repeat(124) + ")Ljava/lang/String;")
              .bytes();

      assertNull(weaver.weave(bytes, loader));
      assertTrue(refusals.all().get(0).reason().contains("more parameters"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 120})
  void many_parameters_are_woven(int count) throws Exception {
    byte[] bytes =
        new ClassBuilder("app/Wide" + count)
            .cached("find", "(" + "J".repeat(count) + ")Ljava/lang/String;")
            .bytes();

    loader.load(weaver.weave(bytes, loader));

    assertEquals(List.of(), refusals.all());
  }

  @Test
  void a_missing_result_type_keeps_nothing_from_being_woven() {
    byte[] bytes =
        new ClassBuilder("app/Partial")
            .cached("lost", "()Lapp/Missing;")
            .cached("find", "()Ljava/lang/String;")
            .bytes();

    assertNotNull(weaver.weave(bytes, loader));
    assertEquals(List.of("app.Partial.find()", "app.Partial.lost()"), registry.cachedMethods());
  }

  @Nested
  class AnInheritedAnnotation {
    private final byte[] repository = repository("app/Repository");

    private static byte[] repository(String name) {
      return new ClassBuilder(
              Opcodes.V11,
              Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT,
              name,
              "java/lang/Object")
          .method(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "find", "()Ljava/lang/String;", true)
          .bytes();
    }

    private byte[] implementation(String name, String superName, String... interfaces) {
      return new ClassBuilder(Opcodes.V11, Opcodes.ACC_PUBLIC, name, superName, interfaces)
          .method(Opcodes.ACC_PUBLIC, "find", "()Ljava/lang/String;", false)
          .bytes();
    }

    @Test
    void is_read_from_a_class_file_that_is_not_loaded_yet() {
      loader.files.put("app/Repository.class", repository);

      assertNotNull(
          weaver.weave(implementation("app/Impl", "java/lang/Object", "app/Repository"), loader));
    }

    @Test
    void is_read_once() {
      loader.files.put("app/Repository.class", repository);

      weaver.mayHaveSites(implementation("app/One", "java/lang/Object", "app/Repository"), loader);
      weaver.mayHaveSites(implementation("app/Two", "java/lang/Object", "app/Repository"), loader);

      assertEquals(1, loader.reads);
    }

    @Test
    void passes_through_a_class_that_overrides_without_annotation() {
      loader.files.put("app/Repository.class", repository);
      loader.files.put(
          "app/Middle.class", implementation("app/Middle", "java/lang/Object", "app/Repository"));

      assertNotNull(weaver.weave(implementation("app/Lower", "app/Middle"), loader));
    }

    @Test
    void stays_silent_on_the_abstract_method_itself() {
      assertNull(weaver.weave(repository, loader));
      assertEquals(List.of(), refusals.all());
    }

    @Test
    void is_refused_on_an_abstract_method_in_the_package_of_a_library() {
      assertNull(weaver.weave(repository("reactor/Repository"), loader));
      assertRefused("reactor.Repository.find()", "is taken for a library's");
    }

    @Test
    void is_passed_on_in_an_example_of_a_framework() {
      String owners = "org/springframework/samples/Owners";
      loader.files.put(owners + ".class", repository(owners));

      assertNotNull(weaver.weave(implementation("app/Impl", "java/lang/Object", owners), loader));
    }

    @Test
    void is_refused_where_the_body_is_in_a_superclass_that_knows_nothing_of_it() {
      loader.files.put("app/Repository.class", repository);
      loader.files.put("app/Unaware.class", implementation("app/Unaware", "java/lang/Object"));
      byte[] heir =
          new ClassBuilder(
                  Opcodes.V11, Opcodes.ACC_PUBLIC, "app/Heir", "app/Unaware", "app/Repository")
              .bytes();

      assertNull(weaver.weave(heir, loader));
      assertRefused("app.Heir.find()", "its body is in a superclass");
    }

    @Test
    void is_none_for_a_private_method_of_the_same_name() {
      loader.files.put(
          "app/Base.class",
          new ClassBuilder("app/Base")
              .method(Opcodes.ACC_PRIVATE, "find", "()Ljava/lang/String;", true)
              .bytes());

      assertNull(weaver.weave(implementation("app/Impl", "app/Base"), loader));
    }

    @Test
    void is_none_for_a_package_private_method_of_another_package() {
      loader.files.put(
          "base/Base.class",
          new ClassBuilder("base/Base").method(0, "find", "()Ljava/lang/String;", true).bytes());

      assertNull(weaver.weave(implementation("app/Impl", "base/Base"), loader));
    }

    @Test
    void is_none_where_a_supertype_cannot_be_read() {
      assertNull(
          weaver.weave(implementation("app/Impl", "java/lang/Object", "app/Absent"), loader));
    }

    @Test
    void that_was_read_too_late_is_refused_by_name() {
      weaver.weave(implementation("app/Impl", "java/lang/Object", "app/Repository"), loader);

      weaver.weave(repository, loader);

      assertRefused("app.Impl.find()", "which was loaded later, by a loader that gives no class");
    }

    @Test
    void is_known_of_a_type_that_was_loaded_before() {
      weaver.weave(repository, loader);

      assertNotNull(
          weaver.weave(implementation("app/Impl", "java/lang/Object", "app/Repository"), loader));
    }

    @Test
    void is_none_where_a_supertype_is_garbage() {
      loader.files.put("app/Garbage.class", new byte[] {(byte) 0xca, (byte) 0xfe, 0});

      assertNull(
          weaver.weave(implementation("app/Impl", "java/lang/Object", "app/Garbage"), loader));
    }

    @Test
    void is_none_where_a_type_is_its_own_supertype() {
      loader.files.put("app/Ouroboros.class", implementation("app/Ouroboros", "app/Ouroboros"));

      assertNull(weaver.weave(implementation("app/Tail", "app/Ouroboros"), loader));
    }
  }
}
