package dev.multilayercache.agent.management;

import dev.multilayercache.agent.config.Durations;
import dev.multilayercache.agent.time.VirtualClock;
import java.time.Duration;
import java.util.List;
import javax.management.openmbean.SimpleType;

/** The MBean of a clock that tests move; there is none unless the agent was started for tests. */
final class ClockMBean {
  private final VirtualClock clock;
  private final Operator operator;

  ClockMBean(VirtualClock clock, Operator operator) {
    this.clock = clock;
    this.operator = operator;
  }

  OpenMBean make() {
    return new OpenMBean(
        "The time of all caches in this JVM, for tests",
        List.of(
            MBeanAttribute.readOnly(
                "Ahead",
                SimpleType.STRING,
                "How far their time of day is ahead of the system's, as PT1H30M",
                () -> clock.ahead().toString())),
        List.of(advance(), resetTimeOfDay()));
  }

  private MBeanOperation advance() {
    return new MBeanOperation(
        "advance",
        "Moves the time of all caches ahead, as if so much had passed.",
        List.of(new MBeanOperation.Parameter("by", "A duration: 30s, 5m, 1h30m, PT5M")),
        /* changes= */ true,
        arguments ->
            operator.change(
                "advance of the clock",
                () -> {
                  Duration by = Durations.parse(arguments[0]);
                  clock.advance(by);
                  return "Time of all caches moved ahead by " + Durations.format(by) + ".";
                }));
  }

  private MBeanOperation resetTimeOfDay() {
    return new MBeanOperation(
        "resetTimeOfDay",
        "Sets the time of day to the system's; what has expired stays so.",
        List.of(),
        /* changes= */ true,
        arguments ->
            operator.change(
                "resetTimeOfDay of the clock",
                () -> {
                  clock.resetTimeOfDay();
                  return "Time of day set to the system's.";
                }));
  }
}
