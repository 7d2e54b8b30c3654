package dev.multilayercache.agent.management;

import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Whether the JVM was told to open its JMX to everybody who reaches a port.
 *
 * <p>The agent opens no port itself. But where one is open without a password, whoever reaches it
 * can do more than invalidate: JMX loads classes for him.
 */
final class RemoteAccess {
  private static final String PREFIX = "com.sun.management.jmxremote.";

  private RemoteAccess() {}

  /**
   * One line for people, or null if there is nothing to complain of.
   *
   * @param properties of the system, as the JVM was started with them
   */
  static @Nullable String complaint(Properties properties) {
    String port = properties.getProperty(PREFIX + "port");
    String authenticate = properties.getProperty(PREFIX + "authenticate");
    if (port == null || !"false".equalsIgnoreCase(authenticate)) {
      return null;
    }
    return "JMX: port "
        + port
        + " asks nobody for a password ("
        + PREFIX
        + "authenticate=false): whoever reaches it can run code in this JVM. Set it to true with a"
        + " password file, or bind it by "
        + PREFIX
        + "host=127.0.0.1.";
  }
}
