package dev.multilayercache.agent.layer.hazelcast;

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
    thread.setContextClassLoader(DaemonThreads.class.getClassLoader());
    return thread;
  }
}
