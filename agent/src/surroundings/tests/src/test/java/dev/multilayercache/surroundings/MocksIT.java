package dev.multilayercache.surroundings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.surroundings.fixture.mocks.MocksApp;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.Mockito;
import org.objenesis.Objenesis;

/** Mockito, which changes the classes that it mocks, before the agent sees them and after it. */
class MocksIT {

  /** Which of the two is the outer one in a method that both have changed. */
  enum Outer {
    /** As when tests are started with the agent: calls of mocks do not reach it. */
    MOCKITO(1) {
      @Override
      ForkedJvm.Builder attach(ForkedJvm.Builder java) {
        return java.agent(null).option(MOCKITO_AGENT);
      }
    },
    /**
     * As when tests attach the agent: all calls do, and it leaves those of mocks and spies alone.
     */
    OURS(2) {
      @Override
      ForkedJvm.Builder attach(ForkedJvm.Builder java) {
        return java.option(MOCKITO_AGENT).agent(null);
      }
    };

    private final int bodiesOfTwoCallsOfASpy;

    Outer(int bodiesOfTwoCallsOfASpy) {
      this.bodiesOfTwoCallsOfASpy = bodiesOfTwoCallsOfASpy;
    }

    abstract ForkedJvm.Builder attach(ForkedJvm.Builder java);
  }

  private static final String MOCKITO_AGENT = "-javaagent:" + Libraries.of(Mockito.class);

  @ParameterizedTest
  @EnumSource
  void mocks_answer_what_they_are_told_and_all_other_objects_are_cached(Outer outer) {
    try (ForkedJvm jvm =
        outer
            .attach(ForkedJvm.java())
            .classPath(
                ForkedJvm.annotationsJar(),
                Libraries.of(MocksApp.class),
                Libraries.of(Mockito.class),
                Libraries.of(ByteBuddy.class),
                Libraries.of(ByteBuddyAgent.class),
                Libraries.of(Objenesis.class))
            .start(MocksApp.class.getName(), "" + outer.bodiesOfTwoCallsOfASpy)) {
      assertEquals(0, jvm.waitFor(), () -> jvm.output() + "\n" + jvm.errors());

      List<String> lines = jvm.output();
      assertEquals(List.of(), lines.stream().filter(line -> !line.startsWith("ok ")).toList());
      assertTrue(lines.size() > 20, lines::toString);
    }
  }
}
