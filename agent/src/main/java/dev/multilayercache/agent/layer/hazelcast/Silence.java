package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.logging.Logger;

/**
 * Keeps Hazelcast from writing anything: what matters is told by this package, in its own lines.
 */
final class Silence {
  static final String LOGGING_TYPE = "hazelcast.logging.type";
  static final String NONE = "none";

  private Silence() {}

  /**
   * Turns logging off for the classes of Hazelcast that log before they have a configuration.
   *
   * <p>Not by the system property: the application's own Hazelcast would fall silent too.
   */
  static void begin() {
    Logger.newLoggerFactory(NONE);
  }
}
