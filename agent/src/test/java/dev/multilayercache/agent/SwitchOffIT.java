package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.JmxConsole;
import dev.multilayercache.fixture.faults.SwitchApp;
import java.nio.file.Path;
import java.util.List;
import javax.management.Attribute;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A method for which the agent fails three times, seen by the person at the console. */
class SwitchOffIT {
  @TempDir Path directory;
  private ForkedJvm jvm;

  @BeforeEach
  void an_agent_that_failed_three_times() throws Exception {
    jvm =
        ForkedJvm.java()
            .option("-javaagent:" + FaultInjectionIT.faultAgent(directory))
            .agent(null)
            .fixtures()
            .start(SwitchApp.class.getName());
    assertEquals("value 1 loaded", jvm.ask("find"));
    assertEquals("value 1 cached", jvm.ask("find"));
    jvm.ask("break");
    for (int i = 0; i < 3; i++) {
      assertEquals("value 1 loaded", jvm.ask("find"));
    }
    jvm.ask("mend");
  }

  @AfterEach
  void stop_it() {
    jvm.close();
  }

  private String[] refused() {
    return (String[]) JmxConsole.of(jvm).attribute(JmxConsole.agentName(), "RefusedMethods");
  }

  private void assertOnAgainWhenEnabled(ObjectName bean) throws Exception {
    JmxConsole.of(jvm).attribute(bean, "Enabled");
    assertEquals("value 1 loaded", jvm.ask("find"));
    assertEquals("value 1 loaded", jvm.ask("find"));
    assertEquals(1, refused().length);

    jvm.jmx().setAttribute(bean, new Attribute("Enabled", true));

    assertEquals("value 1 cached", jvm.ask("find"));
    assertEquals(0, refused().length);
  }

  @Test
  void is_told_in_one_line_and_listed() {
    jvm.ask("find");

    List<String> lines =
        jvm.agentLines().stream().filter(line -> line.contains("switched off")).toList();
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.get(0).contains("SwitchApp.find(long)"), lines::toString);
    assertEquals(1, refused().length);
    assertTrue(refused()[0].contains("SwitchApp.find(long): switched off"), refused()[0]);
  }

  @Test
  void is_on_again_when_its_cache_is_set_enabled() throws Exception {
    assertOnAgainWhenEnabled(JmxConsole.cacheName("found"));
  }

  @Test
  void is_on_again_when_the_agent_is_set_enabled() throws Exception {
    assertOnAgainWhenEnabled(JmxConsole.agentName());
  }
}
