package dev.multilayercache.agent.config;

import java.time.Duration;

/**
 * What JMX offers.
 *
 * @param operations whether its operations may invalidate and change settings
 * @param startDelay how long after the start the MBeans are registered, if nobody has used JMX
 *     before
 */
public record JmxConfig(boolean enabled, boolean operations, Duration startDelay) {
  static final JmxConfig BUILT_IN = new JmxConfig(/* enabled= */ true, /* operations= */ true);

  /** With the default delay. */
  public JmxConfig(boolean enabled, boolean operations) {
    this(enabled, operations, Duration.ofSeconds(3));
  }
}
