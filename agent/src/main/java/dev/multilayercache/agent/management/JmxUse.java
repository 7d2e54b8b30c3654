package dev.multilayercache.agent.management;

import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Whether it is safe to touch JMX.
 *
 * <p>Whoever makes the first MBean server of a JVM settles its log manager and its server's class;
 * application servers do not start any more when an agent was first. So we look only at classes
 * that are loaded, and leave the first step to the application.
 */
public final class JmxUse implements BooleanSupplier {
  private static final String SERVER_CLASS = "com.sun.jmx.mbeanserver.JmxMBeanServer";

  /** Main classes of servers that set up logging and JMX themselves, however long that takes. */
  private static final List<String> SERVERS =
      List.of(
          "org.jboss.modules.",
          "jboss-modules.jar",
          "org.jboss.Main",
          "weblogic.",
          "com.ibm.ws",
          "com.ibm.wsspi",
          "ws-server.jar",
          "com.sun.enterprise.glassfish.",
          "glassfish.jar");

  private final Instrumentation instrumentation;

  public JmxUse(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Whether somebody has made an MBean server. */
  @Override
  public boolean getAsBoolean() {
    for (Class<?> each : instrumentation.getAllLoadedClasses()) {
      if (each.getName().equals(SERVER_CLASS)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the program is one that must come first, whatever the delay.
   *
   * @param command main class or jar with its arguments, as in {@code sun.java.command}
   */
  static boolean isApplicationServer(String command) {
    String program = command.split(" ", 2)[0];
    return SERVERS.stream().anyMatch(program::contains);
  }
}
