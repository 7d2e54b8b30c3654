package dev.multilayercache.agent;

import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.config.LayerConfig;
import dev.multilayercache.agent.engine.Clocks;
import dev.multilayercache.agent.engine.CoarseClock;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.time.VirtualClock;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what time it is for this agent, once, at its start: so that a hit asks nobody whether
 * tests may move it.
 *
 * @param virtual the clock that tests move, or null if nobody has asked for one
 */
record AgentClock(Clocks clocks, @Nullable VirtualClock virtual) {
  /** System property: {@code true} asks for a clock that tests can move. */
  private static final String PROPERTY = "multilayercache.virtualClock";

  private static final LongSupplier EXACT = System::nanoTime;

  static AgentClock of(AgentConfig config) {
    return Boolean.getBoolean(PROPERTY) ? movable(config) : new AgentClock(ofSystem(config), null);
  }

  /**
   * A lease ends by the exact time: a JVM that was paused must find it over with its first read. A
   * time-to-live alone may end a few milliseconds late.
   */
  private static Clocks ofSystem(AgentConfig config) {
    return new Clocks(
        EXACT, config.isClustered() ? EXACT : new CoarseClock(EXACT), /* wall= */ Instant::now);
  }

  /** Hits read it without a delay: what a test has moved has moved for them. */
  private static AgentClock movable(AgentConfig config) {
    String refusal = refusal(config);
    VirtualClock virtual = new VirtualClock(refusal);
    if (refusal != null) {
      return new AgentClock(ofSystem(config), virtual);
    }
    AgentLog.info(
        "Virtual clock: who reaches JMX can move the time of all caches. For tests only.");
    return new AgentClock(new Clocks(virtual, virtual, virtual), virtual);
  }

  /** What is kept outside of this JVM expires by clocks that are not ours to move. */
  private static @Nullable String refusal(AgentConfig config) {
    for (LayerConfig layer : config.layers()) {
      if (!layer.type().equals(LayerConfig.CAFFEINE)) {
        return "The clock cannot be moved: layer %s (%s) expires by the system's time. Test with layers of type caffeine only, or wait."
            .formatted(layer.name(), layer.type());
      }
    }
    return null;
  }
}
