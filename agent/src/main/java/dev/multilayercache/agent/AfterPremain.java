package dev.multilayercache.agent;

import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.thread.FailureTold;
import java.util.concurrent.TimeUnit;

/**
 * Does something once premain has returned: ours, and that of the agents behind us.
 *
 * <p>Only then has the application had its first chance to choose a log manager, an MBean server or
 * a file system; time that is measured from here on is the application's time. An agent behind us
 * may take ten seconds.
 *
 * <p>The JVM tells nobody that the last premain has returned, so the stack of the thread that calls
 * them is looked at. Between two of them it is empty for a moment. Where something other than the
 * {@code java} command starts the JVM, or after attaching, it stays empty.
 */
final class AfterPremain implements Runnable {
  private static final String CALLER = "sun.instrument.InstrumentationImpl";
  private static final String CALLERS_METHOD = "loadClassAndStartAgent";
  private static final long LOOK_MILLIS = 5;
  private static final long EMPTY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Thread premain;
  private final Runnable action;

  private AfterPremain(Thread premain, Runnable action) {
    this.premain = premain;
    this.action = action;
  }

  /** Called from premain; returns at once. */
  static void run(Runnable action) {
    Thread waiting =
        new Thread(
            /* group= */ null,
            new AfterPremain(Thread.currentThread(), action),
            "multilayercache-start",
            /* stackSize= */ 0,
            /* inheritThreadLocals= */ false);
    waiting.setDaemon(true);
    waiting.setUncaughtExceptionHandler(new FailureTold());
    waiting.setContextClassLoader(AfterPremain.class.getClassLoader());
    waiting.start();
  }

  @Override
  public void run() {
    try {
      awaitReturn();
      action.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      AgentLog.warn("What starts after premain failed (" + e + "). The application goes on.");
    }
  }

  private void awaitReturn() throws InterruptedException {
    long busy = System.nanoTime();
    while (premain.isAlive()) {
      StackTraceElement[] stack = premain.getStackTrace();
      if (isPremain(stack)) {
        busy = System.nanoTime();
      } else if (stack.length > 0 || System.nanoTime() - busy > EMPTY_NANOS) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static boolean isPremain(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      // The class alone is not enough: it also calls transformers, on any thread.
      if (frame.getClassName().equals(CALLER) && frame.getMethodName().equals(CALLERS_METHOD)) {
        return true;
      }
    }
    return false;
  }
}
