package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.fixture.shapes.OddLoaderApp;
import dev.multilayercache.fixture.shapes.StaleApp;
import org.junit.jupiter.api.Test;

/** An agent that comes and goes under applications that do not make it easy. */
class ComeAndGoIT {

  private static void command(String name, ForkedJvm application) {
    try (ForkedJvm command =
        ForkedJvm.java().startJar(ForkedJvm.agentJar(), name, Long.toString(application.pid()))) {
      assertEquals(0, command.waitFor(), () -> command.output() + " " + command.errors());
    }
  }

  @Test
  void nothing_old_is_answered_while_some_classes_are_woven_and_others_are_not() {
    try (ForkedJvm application = ForkedJvm.java().fixtures().start(StaleApp.class.getName())) {
      application.nextLine();
      for (int i = 0; i < 3; i++) {
        command("attach", application);
        command("detach", application);
      }

      assertEquals("stale reads: 0", application.ask("stop"));
    }
  }

  @Test
  void loaders_that_answer_oddly_do_not_keep_it_from_their_classes() {
    try (ForkedJvm application = ForkedJvm.java().fixtures().start(OddLoaderApp.class.getName())) {
      assertEquals("bodies: 10, 10", application.nextLine());
      command("attach", application);

      assertEquals("bodies: 1, 1", application.ask("go on"));

      command("detach", application);
      assertEquals("bodies: 10, 10", application.ask("go on"));
    }
  }
}
