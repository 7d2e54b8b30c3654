package dev.multilayercache.agent.management;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.config.JmxConfig;
import dev.multilayercache.agent.testing.LogLines;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When MBeans come and go on the platform's MBean server. */
class MBeanRegistrationTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final ObjectName AGENT = RemoteJmx.name("type=Agent");

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final Engine engine = new Engine();
  private MBeanRegistration registration;

  @AfterEach
  void close() {
    registration.close();
    engine.close();
  }

  @Test
  void they_come_once_somebody_else_uses_JMX() throws Exception {
    AtomicBoolean used = new AtomicBoolean();
    CountDownLatch asked = new CountDownLatch(2);
    start(
        NEVER,
        () -> {
          asked.countDown();
          return used.get();
        });
    assertTrue(asked.await(10, TimeUnit.SECONDS));
    assertFalse(server.isRegistered(AGENT));

    used.set(true);

    await().until(() -> server.isRegistered(AGENT));
  }

  @Test
  void they_come_after_the_delay_when_nobody_does() {
    start(Duration.ofMillis(1), () -> false);

    await().until(() -> server.isRegistered(AGENT));
  }

  @Test
  void a_new_cache_comes_within_a_second() {
    start(Duration.ofMillis(1), () -> false);
    await().until(() -> server.isRegistered(AGENT));

    engine.cache("late");

    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> server.isRegistered(RemoteJmx.name("type=Cache,name=\"late\"")));
  }

  @Test
  void a_cache_goes_with_its_class_loader() throws Exception {
    Class<?> anchor = new OneClassLoader().anchor();
    engine.cache("undeployed", anchor);
    start(Duration.ofMillis(1), () -> false);
    ObjectName name = RemoteJmx.name("type=Cache,name=\"undeployed\"");
    await().until(() -> server.isRegistered(name));

    anchor = null;

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              System.gc();
              return !server.isRegistered(name);
            });
  }

  @Test
  void they_go_when_it_is_closed() {
    start(Duration.ofMillis(1), () -> false);
    await().until(() -> server.isRegistered(AGENT));

    registration.close();

    assertFalse(server.isRegistered(AGENT));
  }

  @Test
  void they_never_come_when_JMX_is_switched_off() {
    AtomicBoolean asked = new AtomicBoolean();
    registration =
        new MBeanRegistration(
            engine.caches,
            engine.facts,
            new JmxConfig(/* enabled= */ false, /* operations= */ true),
            () -> asked.getAndSet(true));

    registration.start();
    registration.close();

    assertFalse(asked.get());
    assertFalse(server.isRegistered(AGENT));
  }

  @ParameterizedTest
  @CsvSource({
    "7091, false, 1",
    "7091, FALSE, 1",
    "7091, true, 0",
    "7091, '', 0",
    "'', false, 0",
  })
  void a_port_without_password_is_warned_of(String port, String authenticate, int lines) {
    Properties before = (Properties) System.getProperties().clone();
    try (LogLines log = new LogLines()) {
      set("com.sun.management.jmxremote.port", port);
      set("com.sun.management.jmxremote.authenticate", authenticate);
      start(Duration.ofMillis(1), () -> false);
      await().until(() -> server.isRegistered(AGENT));

      assertEquals(lines, log.about("JMX: port 7091 asks nobody for a password").size());
    } finally {
      System.setProperties(before);
    }
  }

  private static void set(String name, String value) {
    if (!value.isEmpty()) {
      System.setProperty(name, value);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "org.jboss.modules.Main -mp modules, true",
    "/opt/wildfly/jboss-modules.jar -mp modules, true",
    "weblogic.Server, true",
    "com.acme.Main weblogic.Server, false",
    "app.jar, false"
  })
  void application_servers_are_known_by_their_main_class(String command, boolean expected) {
    registration = new MBeanRegistration(engine.caches, engine.facts, config(NEVER), () -> false);

    assertEquals(expected, JmxUse.isApplicationServer(command));
  }

  private void start(Duration delay, BooleanSupplier isJmxInUse) {
    registration = new MBeanRegistration(engine.caches, engine.facts, config(delay), isJmxInUse);
    registration.start();
  }

  private static JmxConfig config(Duration delay) {
    return new JmxConfig(/* enabled= */ true, /* operations= */ true, delay);
  }

  /** Defines its own copy of one class. */
  private static final class OneClassLoader extends ClassLoader {
    Class<?> anchor() throws IOException {
      String file = "MBeanRegistrationTest$Anchor.class";
      try (InputStream in = MBeanRegistrationTest.class.getResourceAsStream(file)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(null, bytes, 0, bytes.length);
      }
    }
  }

  /** An application's class. */
  static final class Anchor {}
}
