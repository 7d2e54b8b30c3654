package dev.multilayercache.agent.management;

import dev.multilayercache.agent.config.JmxConfig;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.thread.FailureTold;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the MBeans on the platform MBean server in step with the caches: the management door.
 *
 * <p>They are registered on a daemon thread as soon as somebody else has used JMX, or after {@code
 * jmx.startDelay}; in an application server only ever after somebody else. From then on a new cache
 * is registered, and one that is gone unregistered, within a second. No port is opened.
 */
public final class MBeanRegistration implements AutoCloseable {
  private static final long LOOK_MILLIS = 200;
  private static final long STEP_MILLIS = 500;

  private final Caches caches;
  private final AgentFacts facts;
  private final JmxConfig config;
  private final BooleanSupplier isJmxInUse;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Thread thread;

  /**
   * @param isJmxInUse whether somebody else has used JMX; must not use it itself
   */
  public MBeanRegistration(
      Caches caches, AgentFacts facts, JmxConfig config, BooleanSupplier isJmxInUse) {
    this.caches = caches;
    this.facts = facts;
    this.config = config;
    this.isJmxInUse = isJmxInUse;
  }

  /** Returns at once and touches nothing of JMX; does nothing if {@code jmx.enabled} is false. */
  public void start() {
    if (!config.enabled() || closed.getCount() == 0) {
      return;
    }
    Thread started =
        new Thread(
            /* group= */ null,
            this::run,
            "multilayercache-jmx",
            /* stackSize= */ 0,
            /* inheritThreadLocals= */ false);
    started.setDaemon(true);
    started.setUncaughtExceptionHandler(new FailureTold());
    started.setContextClassLoader(MBeanRegistration.class.getClassLoader());
    started.start();
    thread = started;
  }

  /** Unregisters what was registered, within a second; never throws. */
  @Override
  public void close() {
    closed.countDown();
    Thread stopping = thread;
    try {
      if (stopping != null) {
        stopping.join(TimeUnit.SECONDS.toMillis(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The JVM ends, and the MBeans with it: registers nothing more, waits for nothing and stays
   * silent. A registration that has begun fails then, since it wants to add a shutdown hook.
   */
  public void abandon() {
    closed.countDown();
  }

  private void run() {
    try {
      if (awaitTurn()) {
        warnOfOpenDoor();
        keepInStep();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      if (closed.getCount() > 0) {
        AgentLog.warn(
            "JMX: the MBeans could not be registered (%s). Caching goes on without them."
                .formatted(e));
      }
    }
  }

  /** False if closed while waiting. */
  private boolean awaitTurn() throws InterruptedException {
    boolean server = JmxUse.isApplicationServer(System.getProperty("sun.java.command", ""));
    long delayNanos = server ? Long.MAX_VALUE : config.startDelay().toNanos();
    long start = System.nanoTime();
    while (!isJmxInUse.getAsBoolean() && System.nanoTime() - start < delayNanos) {
      if (pause(LOOK_MILLIS)) {
        return false;
      }
    }
    return true;
  }

  private static void warnOfOpenDoor() {
    String complaint = RemoteAccess.complaint(System.getProperties());
    if (complaint != null) {
      AgentLog.warn(complaint);
    }
  }

  private void keepInStep() throws InterruptedException {
    RegisteredMBeans registered =
        new RegisteredMBeans(platformServer(), caches, facts, new Operator(config.operations()));
    try {
      do {
        registered.update();
      } while (!pause(STEP_MILLIS));
    } finally {
      registered.unregisterAll();
    }
  }

  /**
   * The platform's server; made as the application would have made it, whose builder the JDK looks
   * for in the context class loader only.
   */
  private static MBeanServer platformServer() {
    Thread current = Thread.currentThread();
    ClassLoader own = current.getContextClassLoader();
    current.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      return ManagementFactory.getPlatformMBeanServer();
    } finally {
      current.setContextClassLoader(own);
    }
  }

  /** Waits; true once closed. */
  private boolean pause(long millis) throws InterruptedException {
    return closed.await(millis, TimeUnit.MILLISECONDS);
  }
}
