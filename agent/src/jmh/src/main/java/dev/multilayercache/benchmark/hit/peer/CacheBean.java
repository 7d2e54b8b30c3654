package dev.multilayercache.benchmark.hit.peer;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The agent's MBean of a cache, in this JVM. */
final class CacheBean {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MBeanServer server;
  private final ObjectName name;

  private CacheBean(MBeanServer server, ObjectName name) {
    this.server = server;
    this.name = name;
  }

  /** Waits for it: the agent registers its beans on a thread of its own. */
  static CacheBean of(String cache) throws JMException, InterruptedException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name =
        new ObjectName("dev.multilayercache:type=Cache,name=" + ObjectName.quote(cache));
    long begin = System.nanoTime();
    while (!server.isRegistered(name)) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException(name + " is not registered");
      }
      Thread.sleep(10);
    }
    return new CacheBean(server, name);
  }

  void switchOff() throws JMException {
    server.setAttribute(name, new Attribute("Enabled", /* value= */ false));
  }

  /** Hits and misses. */
  long reads() {
    return number("Hits") + number("Misses");
  }

  private long number(String attribute) {
    try {
      return ((Number) server.getAttribute(name, attribute)).longValue();
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
