package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.fixture.startup.Applications;
import dev.multilayercache.fixture.startup.EmptyAgent;
import dev.multilayercache.fixture.startup.HelloWorld;
import dev.multilayercache.fixture.startup.OneCachedCall;
import dev.multilayercache.fixture.startup.Start;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the CPU of a start against that of an empty agent, round by round in turn, with bounds that
 * twice the cost passes. {@code StartUpBudgetIT} counts classes more finely, and the profile {@code
 * benchmark} measures.
 */
class StartUpGateIT {
  private static final int ROUNDS = 7;

  @TempDir Path directory;

  @Test
  void the_agent_costs_less_than_twice_what_it_did() throws Exception {
    double ratio = ratio(HelloWorld.class);

    assertTrue(ratio <= 3.8, () -> ratio + " of an empty agent's CPU"); // seen: 1.9
  }

  @Test
  void the_first_cached_call_costs_less_than_twice_what_it_did() throws Exception {
    double ratio = ratio(OneCachedCall.class);

    assertTrue(ratio <= 7.5, () -> ratio + " of an empty agent's CPU"); // seen: 3.7
  }

  private double ratio(Class<?> application) throws IOException, InterruptedException {
    String empty = "-javaagent:" + EmptyAgent.writeJar(directory.resolve("empty-agent.jar"));
    String ours = "-javaagent:" + ForkedJvm.agentJar();
    String classPath =
        Applications.copyTo(directory) + File.pathSeparator + ForkedJvm.annotationsJar();
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      ratios[round] =
          cpuMillis(ours, classPath, application) / cpuMillis(empty, classPath, application);
    }
    Arrays.sort(ratios);
    return ratios[ROUNDS / 2];
  }

  private static double cpuMillis(String agent, String classPath, Class<?> application)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Start.of(List.of(java, agent, "-cp", classPath, application.getName())).cpuMillis();
  }
}
