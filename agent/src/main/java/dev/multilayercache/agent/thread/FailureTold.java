package dev.multilayercache.agent.thread;

import dev.multilayercache.agent.log.AgentLog;

/**
 * Tells in a line of a failure that ends one of our threads.
 *
 * <p>Else the JVM hands it to the application's own handler, which may end the JVM for it, or
 * writes a stack trace among the application's output.
 */
public final class FailureTold implements Thread.UncaughtExceptionHandler {

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    try {
      AgentLog.warnOncePerMinute(
          "thread " + thread.getName().replaceAll("[0-9]+$", ""),
          "A thread of the agent failed (%s: %s). The application is not concerned; please report this."
              .formatted(thread.getName(), failure.getClass().getName()));
    } catch (Throwable ofTheJvm) {
      // Without stack or memory nothing can be told.
    }
  }
}
