package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.JmxConsole;
import dev.multilayercache.fixture.cost.ToggledApp;
import java.util.List;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Enabled} over JMX, set while eight threads call cached methods without a pause. */
class KillSwitchIT {
  private final ForkedJvm jvm =
      ForkedJvm.java().agent(null).fixtures().start(ToggledApp.class.getName());

  private final JmxConsole console = JmxConsole.of(jvm);

  /** What happened since it was asked last. */
  private record Seen(long calls, long bodies, long wrong, long threads) {}

  @AfterEach
  void stop() {
    jvm.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent", "caches"})
  void no_call_fails_or_answers_wrongly_however_often_it_is_set(String which) {
    seen();
    for (int i = 0; i < 30; i++) {
      set(which, i % 2 == 1);
    }
    Seen meanwhile = seen();

    assertTrue(meanwhile.calls() > 0);
    assertEquals(0, meanwhile.wrong());
    assertEquals(8, meanwhile.threads());
    assertEquals(List.of(), jvm.errors().stream().filter(line -> line.contains("fail")).toList());
  }

  @Test
  void each_call_runs_its_body_once_it_is_off() {
    set("agent", false);
    seen();

    Seen off = seen();

    assertTrue(off.bodies() > 0.9 * off.calls(), off::toString); // they are not read at one time
  }

  @Test
  void calls_are_hits_again_once_it_is_on() {
    set("caches", false);
    set("caches", true);
    seen();

    Seen on = seen();

    assertTrue(on.bodies() < 0.1 * on.calls(), on::toString);
  }

  private void set(String which, boolean on) {
    List<ObjectName> beans =
        which.equals("agent")
            ? List.of(JmxConsole.agentName())
            : List.of(JmxConsole.cacheName("toggled"), JmxConsole.cacheName("toggled none"));
    beans.forEach(bean -> console.set(bean, "Enabled", on));
  }

  private Seen seen() {
    String[] numbers = jvm.ask("?").split(" ");
    return new Seen(
        Long.parseLong(numbers[0]),
        Long.parseLong(numbers[1]),
        Long.parseLong(numbers[2]),
        Long.parseLong(numbers[3]));
  }
}
