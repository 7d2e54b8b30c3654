package dev.multilayercache.agent.instrument;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeaverTest {
  private static final String DISPATCHER = "java/lang/MultiLayerCacheDispatcher";

  /** What the woven methods of this test call instead of the dispatcher. */
  public static final class Door {
    static Object token;
    static Object substitute;
    static RuntimeException failure;
    static Object exchange;
    static final List<Object> ends = new ArrayList<>();

    public static CallSite bootstrap(
        MethodHandles.Lookup caller, String name, MethodType type, Object... siteArguments)
        throws ReflectiveOperationException {
      MethodHandle answer =
          MethodHandles.lookup()
              .findStatic(Door.class, "answer", MethodType.methodType(Object.class));
      return new ConstantCallSite(MethodHandles.dropArguments(answer, 0, type.parameterList()));
    }

    static Object answer() {
      if (failure != null) {
        throw failure;
      }
      return token;
    }

    public static void returned(Object token, Object result) {
      ends.add("returned " + result);
      if (failure != null) {
        throw failure;
      }
    }

    public static Object exchanged(Object token, Object result) {
      ends.add("exchanged " + result);
      if (failure != null) {
        throw failure;
      }
      return exchange;
    }

    public static void missed() {
      ends.add("missed");
    }

    public static Object recovered(Object token, Throwable thrown) {
      threw(token, thrown);
      return substitute;
    }

    public static void threw(Object token, Throwable thrown) {
      ends.add("threw " + thrown.getMessage());
      if (failure != null) {
        throw failure;
      }
    }
  }

  /** What is woven; its bodies count. */
  public static final class Subject {
    public static int bodies;

    public static String text(long id) {
      bodies++;
      return "body";
    }

    public static int number(long id) {
      bodies++;
      return 1;
    }

    public static double wide(double left, long right) {
      bodies++;
      return left + right;
    }

    public static String throwing(long id) {
      bodies++;
      throw new IllegalArgumentException("of the body");
    }

    public static int failing(long id) {
      bodies++;
      throw new IllegalArgumentException("of the body");
    }

    public static String catching(long id) {
      try {
        bodies++;
        return "body";
      } catch (RuntimeException e) {
        return "caught";
      }
    }

    public static void nothing(long id) {
      bodies++;
    }
  }

  private static final class Defining extends ClassLoader {
    Defining() {
      super(WeaverTest.class.getClassLoader());
    }

    Class<?> define(byte[] bytes) {
      return defineClass(null, bytes, 0, bytes.length);
    }
  }

  private static final BiConsumer<Object, Throwable> LEADER = (result, thrown) -> {};

  private Class<?> subject;

  @BeforeEach
  void weave_the_subject() throws Exception {
    Door.token = null;
    Door.failure = null;
    Door.substitute = null;
    Door.ends.clear();
    try (var in = Subject.class.getResourceAsStream("WeaverTest$Subject.class")) {
      subject = new Defining().define(overTheDoor(woven(in.readAllBytes(), true)));
    }
  }

  /** With each method woven that has a body. */
  private static byte[] woven(byte[] bytes, boolean isCached) {
    return woven(bytes, isCached, isCached);
  }

  private static byte[] woven(byte[] bytes, boolean isCached, boolean mayThrow) {
    return woven(bytes, isCached, mayThrow, each -> false);
  }

  /** With some that return objects woven as if these were to come. */
  private static byte[] woven(
      byte[] bytes, boolean isCached, boolean mayThrow, Predicate<ClassMethod> exchangesResult) {
    Map<String, Weaver.Wish> wishes = new HashMap<>();
    for (ClassMethod each : ClassFile.read(bytes).methods()) {
      if (each.hasBody() && !each.isConstructor()) {
        boolean returns = !each.descriptor().endsWith(")V");
        wishes.put(
            each.signature(),
            new Weaver.Wish(
                each.maxLocals(),
                returns && isCached,
                returns && mayThrow,
                each.descriptor().endsWith(";") && exchangesResult.test(each),
                returns && mayThrow,
                /* maySeeMocks= */ false));
      }
    }
    return Weaver.weave(bytes, wishes);
  }

  private static byte[] overTheDoor(byte[] bytes) {
    ClassWriter copy = new ClassWriter(0);
    String door = Door.class.getName().replace('.', '/');
    new ClassReader(bytes).accept(new ClassRemapper(copy, new SimpleRemapper(DISPATCHER, door)), 0);
    return copy.toByteArray();
  }

  private Object call(String method) throws Throwable {
    try {
      return subject.getMethod(method, long.class).invoke(null, 1L);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static AtomicReference<Object> hit(Object value) {
    return new AtomicReference<>(value);
  }

  private int bodies() throws ReflectiveOperationException {
    return subject.getField("bodies").getInt(null);
  }

  @Nested
  class AHit {
    @Test
    void answers_without_the_body() throws Throwable {
      Door.token = hit("hit");

      assertEquals("hit", call("text"));
      assertEquals(0, bodies());
    }

    @Test
    void is_unboxed_for_a_primitive() throws Throwable {
      Door.token = hit(7);

      assertEquals(7, call("number"));
    }

    @Test
    void without_content_is_null() throws Throwable {
      Door.token = hit(null);

      assertEquals(null, call("text"));
      assertEquals(0, bodies());
    }

    @Test
    void without_content_runs_the_body_of_a_method_with_a_primitive_result() throws Throwable {
      Door.token = hit(null);

      assertEquals(1, call("number"));
    }

    @Test
    void of_another_type_runs_the_body() throws Throwable {
      Door.token = hit(List.of("no text"));

      assertEquals("body", call("text"));
      assertEquals(1, bodies());
    }

    @Test
    void of_another_boxed_type_runs_the_body() throws Throwable {
      Door.token = hit(7L);

      assertEquals(1, call("number"));
    }
  }

  @Nested
  class AnExceptionForAnAnswer {
    private final IllegalStateException answer = new IllegalStateException("cached");

    @Test
    void is_thrown_as_it_is_without_the_body() throws Exception {
      Door.token = answer;

      assertSame(answer, assertThrows(IllegalStateException.class, () -> call("text")));
      assertEquals(0, bodies());
    }

    @Test
    void is_not_told_as_the_end_of_a_body() {
      Door.token = answer;

      assertThrows(IllegalStateException.class, () -> call("throwing"));

      assertEquals(List.of(), Door.ends);
    }

    @Test
    void is_no_answer_to_a_method_that_did_not_ask_for_it() throws Throwable {
      try (var in = Subject.class.getResourceAsStream("WeaverTest$Subject.class")) {
        subject = new Defining().define(overTheDoor(woven(in.readAllBytes(), true, false)));
      }
      Door.token = answer;

      assertEquals("body", call("text"));
    }
  }

  @Nested
  class AResultThatIsToCome {
    @BeforeEach
    void weave_the_subject_so() throws Exception {
      try (var in = Subject.class.getResourceAsStream("WeaverTest$Subject.class")) {
        subject =
            new Defining().define(overTheDoor(woven(in.readAllBytes(), true, false, each -> true)));
      }
      Door.token = LEADER;
      Door.exchange = "the caller's own";
    }

    @Test
    void is_exchanged_for_the_callers_own() throws Throwable {
      assertEquals("the caller's own", call("text"));
      assertEquals(List.of("exchanged body"), Door.ends);
    }

    @Test
    void stands_if_the_other_is_of_another_type() throws Throwable {
      Door.exchange = 7;

      assertEquals("body", call("text"));
    }

    @Test
    void stands_if_the_agent_fails() throws Throwable {
      Door.failure = new IllegalStateException("of the agent");

      assertEquals("body", call("text"));
    }

    @Test
    void is_not_exchanged_for_an_exception() {
      assertThrows(IllegalArgumentException.class, () -> call("throwing"));

      assertEquals(List.of("threw of the body"), Door.ends);
    }
  }

  @Nested
  class AnAnswerInPlaceOfAnException {
    @BeforeEach
    void the_body_is_to_run() {
      Door.token = LEADER;
    }

    @Test
    void is_returned() throws Throwable {
      Door.substitute = hit("old");

      assertEquals("old", call("throwing"));
      assertEquals(List.of("threw of the body"), Door.ends);
    }

    @Test
    void is_unboxed_for_a_primitive() throws Throwable {
      Door.substitute = hit(7);

      assertEquals(7, call("failing"));
    }

    @Test
    void without_content_is_null() throws Throwable {
      Door.substitute = hit(null);

      assertEquals(null, call("throwing"));
    }

    @Test
    void without_content_leaves_the_exception_of_a_method_with_a_primitive_result() {
      Door.substitute = hit(null);

      assertThrows(IllegalArgumentException.class, () -> call("failing"));
    }

    @Test
    void of_another_type_leaves_the_exception() {
      Door.substitute = hit(List.of("no text"));

      Throwable thrown = assertThrows(IllegalArgumentException.class, () -> call("throwing"));
      assertEquals("of the body", thrown.getMessage());
    }

    @Test
    void is_not_asked_for_by_other_methods() throws Exception {
      try (var in = Subject.class.getResourceAsStream("WeaverTest$Subject.class")) {
        subject = new Defining().define(overTheDoor(woven(in.readAllBytes(), true, false)));
      }
      Door.substitute = hit("old");

      assertThrows(IllegalArgumentException.class, () -> call("throwing"));
    }
  }

  @Nested
  class TheEndOfABody {
    @Test
    void is_told_with_the_result() throws Throwable {
      Door.token = LEADER;

      assertEquals(1, call("number"));
      assertEquals(List.of("returned 1"), Door.ends);
    }

    @Test
    void is_told_with_the_exception() {
      Door.token = LEADER;

      Exception thrown = assertThrows(IllegalArgumentException.class, () -> call("throwing"));

      assertEquals(List.of("threw " + thrown.getMessage()), Door.ends);
    }

    @Test
    void is_told_of_a_method_without_result() throws Throwable {
      Door.token = LEADER;

      call("nothing");

      assertEquals(List.of("returned null"), Door.ends);
    }
  }

  @Nested
  class AFailingAgent {
    @BeforeEach
    void fail_whatever_is_called() {
      Door.failure = new IllegalStateException("of the agent");
    }

    @Test
    void leaves_the_result_as_it_is() throws Throwable {
      assertEquals("body", call("text"));
      assertEquals(1, call("number"));
      assertEquals(2, bodies());
    }

    @Test
    void leaves_a_method_without_result_as_it_is_and_hears_what_was_missed() throws Throwable {
      call("nothing");

      assertEquals(1, bodies());
      assertEquals("missed", Door.ends.get(0));
    }

    @Test
    void misses_nothing_by_a_method_that_does_not_invalidate() throws Throwable {
      call("text");

      assertEquals(List.of("returned body"), Door.ends);
    }

    @Test
    void leaves_the_exception_as_it_is() {
      Throwable thrown = assertThrows(IllegalArgumentException.class, () -> call("throwing"));

      assertEquals("of the body", thrown.getMessage());
      assertSame(0, thrown.getSuppressed().length);
    }

    @Test
    void is_not_caught_by_the_body() throws Throwable {
      assertEquals("body", call("catching"));
    }
  }

  /**
   * Compilers of other languages return from the midst of an expression: what was on the stack
   * stays below the result.
   */
  @Test
  void a_return_with_more_on_the_stack_is_woven() throws Throwable {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, "app/Odd", null, "java/lang/Object", null);
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "odd", "(J)J", null, null);
    Label other = new Label();
    method.visitCode();
    method.visitInsn(Opcodes.ICONST_1);
    method.visitInsn(Opcodes.LCONST_1);
    method.visitVarInsn(Opcodes.LLOAD, 0);
    method.visitInsn(Opcodes.L2I);
    method.visitJumpInsn(Opcodes.IFEQ, other);
    method.visitVarInsn(Opcodes.LLOAD, 0);
    method.visitInsn(Opcodes.LRETURN);
    method.visitLabel(other);
    method.visitFrame(
        Opcodes.F_FULL,
        1,
        new Object[] {Opcodes.LONG},
        2,
        new Object[] {Opcodes.INTEGER, Opcodes.LONG});
    method.visitInsn(Opcodes.LRETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();

    Class<?> odd = new Defining().define(overTheDoor(woven(writer.toByteArray(), true)));

    assertEquals(5L, odd.getMethod("odd", long.class).invoke(null, 5L));
    assertEquals(1L, odd.getMethod("odd", long.class).invoke(null, 0L));
  }

  @Test
  void a_return_without_result_and_with_more_on_the_stack_is_woven() throws Throwable {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, "app/Full", null, "java/lang/Object", null);
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "full", "()V", null, null);
    method.visitCode();
    method.visitInsn(Opcodes.ICONST_0);
    method.visitInsn(Opcodes.ICONST_0);
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();

    Class<?> full = new Defining().define(overTheDoor(woven(writer.toByteArray(), true)));

    full.getMethod("full").invoke(null);
    assertEquals(List.of("returned null"), Door.ends);
  }

  /** A loop from the first instruction on: the body begins with a frame. */
  @Test
  void a_body_that_begins_with_a_frame_is_woven() throws Throwable {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, "app/Loop", null, "java/lang/Object", null);
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "loop", "(I)I", null, null);
    Label again = new Label();
    method.visitCode();
    method.visitLabel(again);
    method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    method.visitIincInsn(0, -1);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitJumpInsn(Opcodes.IFGT, again);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitInsn(Opcodes.IRETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();

    Class<?> loop = new Defining().define(overTheDoor(woven(writer.toByteArray(), true)));

    assertEquals(0, loop.getMethod("loop", int.class).invoke(null, 5));
  }

  /**
   * Every method that has a body, of libraries by the compilers of Java, Kotlin and Scala, woven as
   * if it were cached: the JVM verifies all of them.
   */
  @ParameterizedTest
  @ValueSource(strings = {"kotlin-stdlib", "scala-library", "caffeine", "jackson-databind", "h2"})
  void whole_libraries_pass_the_verifier(String library) throws Exception {
    File jar = jar(library);
    Woven loader = new Woven(jar);
    List<String> refused = new ArrayList<>();

    loader.linkAll(refused);

    assertAll(
        () -> assertEquals(List.of(), refused),
        () -> assertTrue(loader.methods > 3_000, () -> "only " + loader.methods + " methods"));
  }

  private static File jar(String library) {
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String name = new File(each).getName();
      if (name.matches(library + "-[0-9.]+\\.jar")) {
        return new File(each);
      }
    }
    throw new AssertionError(library + " is not on the class path");
  }

  /** Loads a library's classes with each method woven. */
  private static final class Woven extends ClassLoader {
    private final JarFile jar;
    private int methods;

    Woven(File jar) throws IOException {
      super(WeaverTest.class.getClassLoader());
      this.jar = new JarFile(jar);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        JarEntry entry = loaded == null ? jar.getJarEntry(name.replace('.', '/') + ".class") : null;
        if (entry == null) {
          return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
        try (var in = jar.getInputStream(entry)) {
          byte[] bytes = in.readAllBytes();
          byte[] woven = ClassFile.read(bytes).majorVersion() < 51 ? bytes : wovenEitherWay(bytes);
          return defineClass(name, woven, 0, woven.length);
        } catch (IOException e) {
          throw new ClassNotFoundException(name, e);
        }
      }
    }

    private static byte[] wovenEitherWay(byte[] bytes) {
      return woven(bytes, true, true, each -> each.signature().hashCode() % 2 == 0);
    }

    void linkAll(List<String> refused) {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        String name = all.nextElement().getName();
        if (name.endsWith(".class")
            && !name.startsWith("META-INF/")
            && !name.contains("-info.class")) {
          link(name.substring(0, name.length() - 6).replace('/', '.'), refused);
        }
      }
    }

    /** Asking for its methods makes the JVM link a class, which verifies it. */
    private void link(String name, List<String> refused) {
      try {
        methods += loadClass(name).getDeclaredMethods().length;
      } catch (VerifyError | ClassFormatError e) {
        refused.add(name + ": " + e.getMessage());
      } catch (ClassNotFoundException | LinkageError e) {
        // a class of another library, which is not here
      }
    }
  }
}
