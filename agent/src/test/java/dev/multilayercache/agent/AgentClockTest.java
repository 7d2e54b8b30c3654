package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.config.ConfigReader;
import dev.multilayercache.agent.engine.CoarseClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentClockTest {
  private static final String PROPERTY = "multilayercache.virtualClock";

  private static AgentClock ofTheBuiltInLayers() {
    return AgentClock.of(AgentConfig.builtIn());
  }

  @Test
  void is_the_coarse_one_for_hits() {
    assertNull(ofTheBuiltInLayers().virtual());
    assertInstanceOf(CoarseClock.class, ofTheBuiltInLayers().clocks().hits());
  }

  @Nested
  class WhereTestsMayMoveIt {
    @BeforeEach
    void ask() {
      System.setProperty(PROPERTY, "true");
    }

    @AfterEach
    void ask_no_more() {
      System.clearProperty(PROPERTY);
    }

    @Test
    void is_one_for_hits_and_deadlines_and_the_time_of_day() {
      AgentClock clock = ofTheBuiltInLayers();

      assertNotNull(clock.virtual());
      assertSame(clock.virtual(), clock.clocks().hits());
      assertSame(clock.virtual(), clock.clocks().nanos());
      assertSame(clock.virtual(), clock.clocks().wall());
    }

    @Test
    void is_the_systems_where_a_layer_expires_by_that(@TempDir Path directory) throws Exception {
      Path file = Files.writeString(directory.resolve("agent.yaml"), fileLayer(directory));

      AgentClock clock = AgentClock.of(ConfigReader.read(file.toFile()));

      assertInstanceOf(CoarseClock.class, clock.clocks().hits());
      UnsupportedOperationException refused =
          assertThrows(
              UnsupportedOperationException.class,
              () -> clock.virtual().advance(Duration.ofSeconds(1)));
      assertTrue(refused.getMessage().contains("layer disk (file)"), refused::getMessage);
    }

    private static String fileLayer(Path directory) {
      return """
          layers:
            - { name: local, type: caffeine }
            - { name: disk, type: file, directory: "%s" }
          """
          .formatted(directory.toString().replace('\\', '/'));
    }
  }
}
