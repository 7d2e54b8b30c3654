package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.log.AgentLog;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes threads that neither keep the JVM alive nor hold on to the application that happened to be
 * running when they were made.
 */
final class DaemonThreads implements ThreadFactory {
  private final String name;
  private final AtomicInteger made = new AtomicInteger();

  DaemonThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    String threadName = "multilayercache-" + name + "-" + made.incrementAndGet();
    Thread thread =
        new Thread(null, task, threadName, /* stackSize= */ 0, /* inheritThreadLocals= */ false);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(DaemonThreads::tell);
    thread.setContextClassLoader(DaemonThreads.class.getClassLoader());
    return thread;
  }

  /** The JVM would write a stack trace among the application's output. */
  private static void tell(Thread thread, Throwable failure) {
    AgentLog.warnOncePerMinute(
        "thread of the cluster layer",
        "The cluster layer failed in the background (%s). It goes on; please report this."
            .formatted(failure.getClass().getName()));
  }
}
