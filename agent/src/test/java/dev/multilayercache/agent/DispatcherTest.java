package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * {@code java.lang.MultiLayerCacheDispatcher}, as a copy under another name: a test cannot define
 * classes of {@code java.lang}, and each test gets a fresh one.
 */
class DispatcherTest {
  private static final String NAME = "java/lang/MultiLayerCacheDispatcher";
  private static final MethodType CALL = MethodType.methodType(Object.class, int.class);
  private static final BiFunction<String, Object[], Object> API = (operation, arguments) -> null;

  private final AtomicInteger missed = new AtomicInteger();
  private Class<?> dispatcher;

  @BeforeEach
  void define_a_copy() throws Exception {
    ClassWriter copy = new ClassWriter(0);
    new ClassReader(Files.readAllBytes(Path.of("target", "boot-classes", NAME + ".class")))
        .accept(new ClassRemapper(copy, new SimpleRemapper(NAME, "copied/Dispatcher")), 0);
    byte[] bytes = copy.toByteArray();
    dispatcher =
        new ClassLoader() {
          Class<?> define() {
            return defineClass("copied.Dispatcher", bytes, 0, bytes.length);
          }
        }.define();
  }

  @Nested
  class BeforeAnAgentIsInstalled {
    @Test
    void there_is_no_programming_interface() throws Exception {
      assertNull(dispatcher.getMethod("api").invoke(null));
    }

    @Test
    void a_call_runs_its_body() throws Throwable {
      assertNull(bootstrap().getTarget().invoke(1));
    }
  }

  @Nested
  class Installing {
    @Test
    void puts_the_programming_interface_behind_the_door() throws Exception {
      install(linker("answeringHit"), API);

      assertSame(API, dispatcher.getMethod("api").invoke(null));
    }

    @Test
    void tries_out_once_what_is_told_of_missed_invalidations() throws Exception {
      install(linker("answeringHit"), API);
      assertEquals(1, missed.get());

      dispatcher.getMethod("missed").invoke(null);

      assertEquals(2, missed.get());
    }

    @Test
    void works_once() throws Exception {
      install(linker("answeringHit"), API);

      assertThrows(IllegalStateException.class, () -> install(linker("failing"), API));
    }

    @Test
    void of_a_second_agent_leaves_the_first_in_place() throws Throwable {
      install(linker("answeringHit"), API);
      assertThrows(IllegalStateException.class, () -> install(linker("failing"), API));

      assertEquals("hit", bootstrap().getTarget().invoke(1));
    }

    @Test
    void refuses_a_linker_of_another_type() {
      MethodHandle other = MethodHandles.constant(Object.class, "other");

      assertThrows(IllegalArgumentException.class, () -> install(other, API));
    }

    @Test
    void accepts_a_linker_that_collects_its_site_arguments() throws Throwable {
      install(linker("answeringHit").asVarargsCollector(Object[].class), API);

      assertEquals("hit", bootstrap("first", "second").getTarget().invoke(1));
    }
  }

  @Nested
  class ACall {
    @Test
    void is_what_the_linker_links() throws Throwable {
      install(linker("answeringHit"), API);

      assertEquals("hit", bootstrap().getTarget().invoke(1));
    }

    @Test
    void runs_its_body_if_the_linker_fails() throws Throwable {
      install(linker("failing"), API);

      assertNull(bootstrap().getTarget().invoke(1));
    }

    @Test
    void runs_its_body_if_the_linker_answers_nothing() throws Throwable {
      install(linker("answeringNothing"), API);

      assertNull(bootstrap().getTarget().invoke(1));
    }

    @Test
    void runs_its_body_if_the_linker_links_another_type() throws Throwable {
      install(linker("linkingAnotherType"), API);

      assertNull(bootstrap().getTarget().invoke(1));
    }

    /** So that a stack overflow while linking does not switch a method's caching off for ever. */
    @Test
    void sees_errors_of_the_JVM_and_is_linked_again() throws Exception {
      install(linker("overflowing"), API);

      assertThrows(StackOverflowError.class, () -> bootstrap());
    }
  }

  @Nested
  class LeftByAnotherVersion {
    @Test
    void is_used_again_if_it_has_all_that_woven_code_calls() {
      assertDoesNotThrow(() -> Dispatcher.checkReusable(dispatcher));
    }

    @Test
    void is_refused_if_it_lacks_what_woven_code_calls() {
      IllegalStateException refusal =
          assertThrows(
              IllegalStateException.class, () -> Dispatcher.checkReusable(WithoutExchanged.class));

      assertTrue(refusal.getMessage().contains("exchanged"), refusal::getMessage);
      assertEquals(1, refusal.getMessage().lines().count());
    }
  }

  /** As an older version had it. */
  @SuppressWarnings("unused")
  static class WithoutExchanged {
    public static void install(MethodHandle linker, BiFunction<?, ?, ?> api, Runnable missed) {}

    public static void uninstall(MethodHandle linker) {}

    public static CallSite bootstrap(Lookup caller, String name, MethodType type, Object... site) {
      return null;
    }

    public static void missed() {}

    public static void returned(Object token, Object result) {}

    public static void threw(Object token, Throwable thrown) {}

    public static Object recovered(Object token, Throwable thrown) {
      return null;
    }
  }

  static CallSite answeringHit(Lookup caller, String name, MethodType type, Object[] arguments) {
    MethodHandle hit = MethodHandles.constant(Object.class, "hit");
    return new ConstantCallSite(MethodHandles.dropArguments(hit, 0, type.parameterList()));
  }

  static CallSite failing(Lookup caller, String name, MethodType type, Object[] arguments) {
    throw new IllegalStateException("a fault of the agent");
  }

  static CallSite answeringNothing(
      Lookup caller, String name, MethodType type, Object[] arguments) {
    return null;
  }

  static CallSite linkingAnotherType(
      Lookup caller, String name, MethodType type, Object[] arguments) {
    return new ConstantCallSite(MethodHandles.constant(int.class, 1));
  }

  static CallSite overflowing(Lookup caller, String name, MethodType type, Object[] arguments) {
    throw new StackOverflowError();
  }

  private static MethodHandle linker(String name) throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .findStatic(
            DispatcherTest.class,
            name,
            MethodType.methodType(
                CallSite.class, Lookup.class, String.class, MethodType.class, Object[].class));
  }

  private void install(MethodHandle linker, BiFunction<String, Object[], Object> api)
      throws Exception {
    try {
      dispatcher
          .getMethod("install", MethodHandle.class, BiFunction.class, Runnable.class)
          .invoke(null, linker, api, (Runnable) missed::incrementAndGet);
    } catch (InvocationTargetException thrown) {
      throw (Exception) thrown.getCause();
    }
  }

  private CallSite bootstrap(Object... siteArguments) throws Exception {
    try {
      return (CallSite)
          dispatcher
              .getMethod("bootstrap", Lookup.class, String.class, MethodType.class, Object[].class)
              .invoke(null, MethodHandles.lookup(), "enter", CALL, siteArguments);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) thrown.getCause();
    }
  }
}
