package dev.multilayercache.surroundings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent in one JVM with other agents that change the same classes, whichever comes first. */
class OtherAgentsIT {
  private static final Path TARGET = Path.of("target", "other-agents").toAbsolutePath();

  private static ManyShapes alone;

  /** Where the other agent stands on the command line. */
  enum Order {
    BEFORE_OURS {
      @Override
      ForkedJvm.Builder attach(String other, ForkedJvm.Builder java) {
        return java.option(other).agent(null);
      }
    },
    AFTER_OURS {
      @Override
      ForkedJvm.Builder attach(String other, ForkedJvm.Builder java) {
        return java.agent(null).option(other);
      }
    };

    abstract ForkedJvm.Builder attach(String other, ForkedJvm.Builder java);
  }

  @BeforeAll
  static void run_without_another_agent() {
    alone = ManyShapes.run(java -> java.agent(null));
  }

  @Test
  void the_application_is_right_with_our_agent_alone() {
    alone.assertAllRight();
  }

  @Test
  void our_agent_says_what_it_does_with_each_class() {
    assertTrue(alone.verdicts().anyMatch(line -> line.contains("TwelveCalls$Service")));
  }

  @Nested
  @ParameterizedClass
  @EnumSource(Order.class)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OpenTelemetry {
    @Parameter Order order;

    private ManyShapes both;

    /** Nothing leaves the JVM; spans of cached methods are shown, to see that both weave them. */
    @BeforeParameterizedClassInvocation
    void run_with_both() {
      both =
          ManyShapes.run(
              java ->
                  order
                      .attach("-javaagent:" + TARGET.resolve("opentelemetry-javaagent.jar"), java)
                      .option("-Dotel.traces.exporter=console")
                      .option("-Dotel.metrics.exporter=none")
                      .option("-Dotel.logs.exporter=none")
                      .option(
                          "-Dotel.instrumentation.methods.include="
                              + ManyShapes.CALLS
                              + "$Service[ofAnyone];"
                              + "dev.multilayercache.fixture.kotlin.Products[template]"));
    }

    @Test
    void leaves_every_method_right_and_cached() {
      both.assertAllRight();
    }

    @Test
    void changes_no_verdict_of_ours() {
      assertEquals(List.of(), both.verdictsUnlike(alone));
    }

    @Test
    void starts_and_prints_no_error() {
      List<String> others =
          both.errors().stream().filter(line -> !line.startsWith("[multilayercache] ")).toList();

      assertTrue(
          others.stream().anyMatch(line -> line.contains("opentelemetry-javaagent - version")),
          others::toString);
      assertFalse(
          others.stream()
              .anyMatch(line -> line.matches(".*( ERROR | WARN |Exception|Error\\b|^\\s+at ).*")),
          others::toString);
    }

    /** Whoever comes last is the outer one: only then are hits seen. */
    @Test
    void sees_all_calls_of_a_cached_method_if_it_comes_last_else_those_that_load() {
      assertEquals(
          order == Order.AFTER_OURS ? 2 : 1,
          both.errors().stream().filter(line -> line.contains("'Service.ofAnyone'")).count(),
          () -> both.errors().toString());
    }
  }

  @Nested
  @ParameterizedClass
  @EnumSource(Order.class)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class JaCoCo {
    @Parameter Order order;

    private Path execFile;
    private ManyShapes both;

    @BeforeParameterizedClassInvocation
    void run_with_both() throws Exception {
      execFile = TARGET.resolve("jacoco-" + order + ".exec");
      Files.deleteIfExists(execFile);
      Path jacoco = TARGET.resolve("org.jacoco.agent-runtime.jar");
      both =
          ManyShapes.run(
              java -> order.attach("-javaagent:" + jacoco + "=destfile=" + execFile, java));
    }

    @Test
    void leaves_every_method_right_and_cached() {
      both.assertAllRight();
    }

    @Test
    void changes_no_verdict_of_ours() {
      assertEquals(List.of(), both.verdictsUnlike(alone));
    }

    @Test
    void prints_nothing() {
      assertEquals(
          List.of(),
          both.errors().stream().filter(line -> !line.startsWith("[multilayercache] ")).toList());
    }

    /** It recognizes a class by a checksum of what it was given: that must be the class file. */
    @Test
    void covers_the_application_s_classes_as_they_were_compiled() throws Exception {
      CoverageReport report = CoverageReport.of(execFile, ManyShapes.classes());

      assertEquals(Set.of(), report.strangeClasses());
      assertTrue(report.coveredMethods().contains("TwelveCalls$Service.ofAnyone"));
    }
  }

  /** AspectJ's weaver cannot retransform, so the JVM asks it first, wherever it stands. */
  @Nested
  @ParameterizedClass
  @EnumSource(Order.class)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class AspectJ {
    @Parameter Order order;

    private ManyShapes both;

    @BeforeParameterizedClassInvocation
    void run_with_both() {
      both =
          ManyShapes.run(
              java -> order.attach("-javaagent:" + TARGET.resolve("aspectjweaver.jar"), java));
    }

    @Test
    void leaves_every_method_right_and_cached() {
      both.assertAllRight();
    }

    @Test
    void changes_no_verdict_of_ours() {
      assertEquals(List.of(), both.verdictsUnlike(alone));
    }

    @Test
    void advises_calls_that_load() {
      assertEquals(
          List.of("advised TwelveCalls.Service.ofAnyone(..)"),
          both.errors().stream().filter(line -> !line.startsWith("[multilayercache] ")).toList());
    }
  }
}
