package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.SerializationConfig;
import com.hazelcast.logging.Logger;

/** What every instance has in common: it says nothing and deserializes nothing. */
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

  /** Java serialization for nothing but what adding a map's configuration from a client needs. */
  static void restrict(SerializationConfig serialization) {
    serialization.setJavaSerializationFilterConfig(
        new JavaSerializationFilterConfig()
            .setDefaultsDisabled(true)
            .setWhitelist(
                new ClassFilter().addClasses("java.util.Properties", "java.util.Hashtable")));
  }
}
