package dev.multilayercache.testkit;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** The agent in this JVM, spoken to over JMX without a connection. */
final class RunningAgent {
  private static final ObjectName AGENT = name("Agent");
  private static final ObjectName CLOCK = name("Clock");

  /** They come at most a fifth of a second after somebody has first asked for the server. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Lets the caches work, as if nobody had used them before. */
  void begin() {
    awaitMBeans();
    invoke(AGENT, "invalidateAll");
    invoke(AGENT, "resetStatistics");
    if (hasClock()) {
      invoke(CLOCK, "resetTimeOfDay");
    }
    enable(true);
  }

  /** Lets all methods run uncached, if there is an agent. */
  void end() {
    if (TestedJvm.hasAgent() && server().isRegistered(AGENT)) {
      enable(false);
    }
  }

  String configurationFile() {
    awaitMBeans();
    return (String) get(AGENT, "ConfigurationFile");
  }

  List<String> cacheNames() {
    return texts("CacheNames");
  }

  List<String> cachedMethods() {
    return texts("CachedMethods");
  }

  /** Each as {@code method: reason}. */
  List<String> refusedMethods() {
    return texts("RefusedMethods");
  }

  boolean hasClock() {
    return server().isRegistered(CLOCK);
  }

  /** A duration, as ISO 8601 writes it. */
  String clockAhead() {
    return (String) get(CLOCK, "Ahead");
  }

  void advanceClock(String by) {
    invoke(CLOCK, "advance", by);
  }

  private void awaitMBeans() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!server().isRegistered(AGENT)) {
      if (System.nanoTime() - end > 0) {
        throw new ExtensionConfigurationException(
            "The agent in this JVM is not found over JMX. Set jmx.enabled: true in its agent.yaml.");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private void enable(boolean on) {
    try {
      server().setAttribute(AGENT, new Attribute("Enabled", on));
    } catch (JMException | RuntimeMBeanException e) {
      throw refused("Enabled", e);
    }
  }

  private static List<String> texts(String attribute) {
    return List.of((String[]) get(AGENT, attribute));
  }

  private static Object get(ObjectName bean, String attribute) {
    try {
      return server().getAttribute(bean, attribute);
    } catch (JMException | RuntimeMBeanException e) {
      throw refused(attribute, e);
    }
  }

  private static void invoke(ObjectName bean, String operation, String... arguments) {
    String[] signature = new String[arguments.length];
    Arrays.fill(signature, String.class.getName());
    try {
      server().invoke(bean, operation, arguments, signature);
    } catch (JMException | RuntimeMBeanException e) {
      throw refused(operation, e);
    }
  }

  /** The agent's own line, which says what to do, where there is one. */
  private static IllegalStateException refused(String what, Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new IllegalStateException(
        cause instanceof JMException ? what + ": " + cause : cause.getMessage(), e);
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }

  private static ObjectName name(String type) {
    try {
      return new ObjectName("dev.multilayercache:type=" + type);
    } catch (JMException e) {
      throw new IllegalArgumentException(type, e);
    }
  }
}
