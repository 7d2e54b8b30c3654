package dev.multilayercache.surroundings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.tools.attach.VirtualMachine;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.surroundings.fixture.weak.InheritedPrices;
import dev.multilayercache.surroundings.fixture.weak.LineOfPrices;
import dev.multilayercache.surroundings.fixture.weak.OwnPrices;
import dev.multilayercache.surroundings.fixture.weak.Prices;
import dev.multilayercache.surroundings.fixture.weak.WeakApp;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Classes of a loader that answers every question for a resource with nothing. */
class WeakLoaderIT {

  @Test
  void an_annotated_class_is_cached() {
    assertEquals(List.of("same: true, bodies: 1"), run(OwnPrices.class));
  }

  @Test
  void a_class_is_cached_by_an_annotated_interface_that_was_loaded_before() {
    assertEquals(List.of("same: true, bodies: 1"), run(Prices.class, InheritedPrices.class));
  }

  @Test
  void a_class_whose_annotated_interface_is_loaded_after_it_is_refused_with_the_reason() {
    try (ForkedJvm jvm = start(InheritedPrices.class)) {
      assertEquals(0, jvm.waitFor());

      assertEquals(List.of("same: false, bodies: 2"), jvm.output());
      assertEquals(
          List.of(
              "[multilayercache] "
                  + InheritedPrices.class.getName()
                  + ".price(long): not cached: the annotation is in "
                  + Prices.class.getName()
                  + ", which was loaded later, by a loader that gives no class files."
                  + " Annotate this method too."),
          jvm.agentLines().stream().filter(line -> line.contains("not cached")).toList());
    }
  }

  @Test
  void a_class_is_cached_whose_subclass_of_a_subclass_was_asked_for_first() {
    assertEquals(List.of("same: true, bodies: 1"), run(LineOfPrices.Last.class));
  }

  @Test
  void a_class_is_cached_from_then_on_that_was_loaded_before_the_agent_came() throws Exception {
    try (ForkedJvm jvm =
        ForkedJvm.java()
            .option("-XX:+EnableDynamicAgentLoading")
            .classPath(Libraries.of(WeakApp.class))
            .start(WeakApp.class.getName(), OwnPrices.class.getName(), "again")) {
      assertEquals("same: false, bodies: 2", jvm.nextLine());
      VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
      machine.loadAgent(ForkedJvm.agentJar().toString());
      machine.detach();

      assertEquals("same: true, bodies: 1", jvm.ask("again"));
    }
  }

  private static List<String> run(Class<?>... classes) {
    try (ForkedJvm jvm = start(classes)) {
      assertEquals(0, jvm.waitFor(), () -> "stderr: " + jvm.errors());
      return jvm.output();
    }
  }

  private static ForkedJvm start(Class<?>... classes) {
    return ForkedJvm.java()
        .agent(null)
        .classPath(Libraries.of(WeakApp.class))
        .start(
            WeakApp.class.getName(), Stream.of(classes).map(Class::getName).toArray(String[]::new));
  }
}
