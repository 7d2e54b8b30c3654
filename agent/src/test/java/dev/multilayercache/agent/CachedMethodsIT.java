package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.VirtualMachine;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.fixture.shapes.LateApp;
import dev.multilayercache.fixture.shapes.LeakApp;
import dev.multilayercache.fixture.shapes.RefusedApp;
import dev.multilayercache.fixture.shapes.TwelveCalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods that are cached, and methods that are refused, in real JVMs with the packaged agent. */
class CachedMethodsIT {

  private static ForkedJvm run(Class<?> application, Path configuration) {
    ForkedJvm jvm =
        ForkedJvm.java()
            .agent(configuration)
            .option("-Dmultilayercache.log=debug")
            .fixtures()
            .start(application.getName());
    assertEquals(0, jvm.waitFor(), () -> "stderr: " + jvm.errors());
    return jvm;
  }

  private static List<String> summaries(ForkedJvm jvm) {
    return jvm.agentLines().stream()
        .filter(line -> line.startsWith("[multilayercache] Woven: "))
        .toList();
  }

  @Test
  void twelve_kinds_of_call_are_cached() {
    assertEquals(List.of("12 of 12 cached"), run(TwelveCalls.class, null).output());
  }

  @Test
  void an_application_that_is_undeployed_leaves_nothing_behind() {
    assertEquals(
        List.of("MBeans of the last: 2", "still in memory: 0 of 50", "MBeans left: 0"),
        run(LeakApp.class, null).output());
  }

  @Test
  void a_class_that_was_loaded_before_the_agent_came_is_cached_from_then_on() throws Exception {
    try (ForkedJvm jvm = ForkedJvm.java().fixtures().start(LateApp.class.getName())) {
      assertEquals("bodies of ten calls: 10", jvm.nextLine());
      VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
      machine.loadAgent(ForkedJvm.agentJar().toString());
      machine.detach();

      assertEquals("bodies of ten calls: 1", jvm.ask("go on"));
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class AMethodThatIsRefused {
    private ForkedJvm jvm;

    @BeforeAll
    void runAll() {
      jvm = run(RefusedApp.class, null);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            Refused.returnsNothing(long)          | not cached: it returns void
            Refused.isNative(long)                | not cached: it is native
            Refused.stream(long)                  | not cached: its result can be used once only
            Refused.iterator(long)                | not cached: its result can be used once only
            Refused.input(long)                   | not cached: its result is an open resource
            Refused.reader(long)                  | not cached: its result is an open resource
            Refused.closeable(long)               | not cached: its result is an open resource
            Refused.ownCloseable(long)            | not cached: its result is an open resource
            Refused.closeableInDisguise(long)     | some results are not cached: it returned a
            Refused.publisher(long)               | not cached: its result is still to come
            Refused.future(long)                  | not cached: its result is still to come
            Refused.suspends(long,                | not cached: it is a Kotlin suspend function
            Refused.unknownLayer(long)            | Did you mean local?
            Refused.wrongTtl(long)                | not cached: ttl is "5 minuts"
            Refused.wrongKey(long)                | Did you mean id?
            Refused.springKey(long)               | not cached: key "#id": #id is fixed text
            Refused.sharedEntry(long)             | has no placeholder
            Refused.wrongProperty(java.lang.Long) | has no property "name"
            Refused.cachedAndInvalidating(long)   | so neither is done
            Refused.invalidatesNothing(long)      | does not invalidate: @InvalidateCached says nothing
            Refused.keyWithoutForm(               | has no canonical form
            Heir.find(long)                       | not cached: its body is in a superclass
            Finder.find(long)                     | not cached: a lambda in dev.multilayercache
            Remote.ask(long)                      | not cached: only a proxy implements it
            """)
    void is_named_once_with_the_reason(String method, String reason) {
      List<String> lines =
          jvm.agentLines().stream()
              .filter(line -> line.contains("RefusedApp$" + method))
              .filter(line -> !line.startsWith("[multilayercache] cache "))
              .filter(line -> !line.startsWith("[multilayercache] Woven: "))
              .toList();

      assertEquals(1, lines.size(), () -> lines.toString());
      assertTrue(lines.get(0).contains(reason), lines.get(0));
    }

    @Test
    void is_none_of_which_only_a_proxy_calls_the_woven_one() {
      assertEquals(
          List.of(), jvm.agentLines().stream().filter(line -> line.contains("Local.ask")).toList());
    }

    @Test
    void is_in_the_one_line_that_sums_up() {
      List<String> lines = summaries(jvm);

      assertEquals(1, lines.size(), () -> lines.toString());
      assertTrue(lines.get(0).contains("Woven: 5 cached methods, 0 invalidating"), lines.get(0));
      assertTrue(lines.get(0).contains("Refused.returnsNothing(long): it returns void;"));
    }

    @Test
    void runs_its_body_on_each_call() {
      assertEquals("bodies of refused methods: 6", jvm.output().get(0));
    }

    @Test
    void does_not_keep_its_class_from_being_woven() {
      assertEquals("bodies of the cached method: 1", jvm.output().get(1));
    }
  }

  @Nested
  class AMethodNamedInTheFile {
    @TempDir Path directory;

    private ForkedJvm runWith(String method) throws Exception {
      return runWith(method, "cache: named, ttl: 5m");
    }

    private ForkedJvm runWith(String method, String wishes) throws Exception {
      Path file = directory.resolve("agent.yaml");
      Files.writeString(
          file,
          """
          methods:
            - { method: "%s", %s }
          """
              .formatted(method, wishes));
      return run(RefusedApp.class, file);
    }

    @Test
    void is_cached_without_an_annotation() throws Exception {
      ForkedJvm jvm = runWith("dev.multilayercache.fixture.shapes.RefusedApp$Unaware#find(long)");

      assertTrue(
          jvm.agentLines().stream()
              .anyMatch(line -> line.contains("RefusedApp$Unaware: woven: 1 method.")));
    }

    @Test
    void of_a_class_that_is_never_loaded_is_in_the_line_that_sums_up() throws Exception {
      List<String> lines = summaries(runWith("com.acme.Absent#find(long)"));

      assertEquals(1, lines.size(), () -> lines.toString());
      assertTrue(
          lines.get(0).contains("no class was loaded yet for: com.acme.Absent.find."),
          lines.get(0));
    }

    @Test
    void that_changes_caches_is_counted_as_one_that_does() throws Exception {
      List<String> lines =
          summaries(
              runWith(
                  "dev.multilayercache.fixture.shapes.RefusedApp$Unaware#find(long)",
                  "invalidate: [{ all: true }]"));

      assertEquals(1, lines.size(), () -> lines.toString());
      assertTrue(lines.get(0).contains(", 1 invalidating method. "), lines.get(0));
      assertFalse(lines.get(0).contains("no class was loaded yet"), lines.get(0));
    }

    @Test
    void that_the_class_does_not_have_is_named_with_the_nearest_one() throws Exception {
      ForkedJvm jvm = runWith("dev.multilayercache.fixture.shapes.RefusedApp$Unaware#fnd(long)");

      assertTrue(
          jvm.agentLines().stream()
              .anyMatch(
                  line ->
                      line.contains("RefusedApp$Unaware.fnd(long): not cached: " + directory)
                          && line.contains("agent.yaml:2 names it")
                          && line.contains("Unaware.find(long)?")));
    }
  }
}
