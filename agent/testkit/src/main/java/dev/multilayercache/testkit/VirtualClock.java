package dev.multilayercache.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of all caches, which a test moves ahead.
 *
 * <p>Entries expire, are reloaded ahead and are kept beyond their end as if that time had passed.
 * What is measured while a method runs or waits, such as {@code softTimeout} and {@code
 * waitTimeout}, goes by the system's time.
 *
 * <p>It is the time of day of the caches, too: an application that is given this clock agrees with
 * them on what time it is. Each test begins with the system's.
 */
public final class VirtualClock implements InstantSource {
  private final RunningAgent agent;

  VirtualClock(RunningAgent agent) {
    this.agent = agent;
  }

  /**
   * Lets time pass for all caches, at once.
   *
   * @param by more than zero
   * @throws IllegalStateException with what to do, if the agent was started without this clock, or
   *     a layer is kept outside of this JVM
   */
  public void advance(Duration by) {
    if (!agent.hasClock()) {
      throw new IllegalStateException(
          "The clock cannot be moved: the agent of this JVM was started without it. Add"
              + " -Dmultilayercache.virtualClock=true beside -javaagent.");
    }
    agent.advanceClock(by.toString());
  }

  @Override
  public Instant instant() {
    Instant now = Instant.now();
    return agent.hasClock() ? now.plus(Duration.parse(agent.clockAhead())) : now;
  }
}
