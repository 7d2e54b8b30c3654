package dev.multilayercache.agent.thread;

import java.security.AccessControlContext;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;

/**
 * Makes daemon threads that remember nothing of the application thread which happened to ask for
 * one: no context class loader, no handler of its failures, no inheritable thread locals, no access
 * control context, no thread group. Each of them would keep an undeployed application in memory.
 */
@SuppressWarnings(
    "removal") // before JDK 24 a new thread holds its creator's access control context
public final class DetachedThread {
  private static final AccessControlContext NOTHING =
      new AccessControlContext(new ProtectionDomain[0]);

  private DetachedThread() {}

  public static Thread start(String name, Runnable work) {
    Thread thread = of(name, work);
    thread.start();
    return thread;
  }

  /** The same, not started. */
  public static Thread of(String name, Runnable work) {
    return AccessController.doPrivileged(
        (PrivilegedAction<Thread>)
            () -> {
              Thread thread =
                  new Thread(
                      rootGroup(),
                      work,
                      name,
                      /* stackSize= */ 0,
                      /* inheritThreadLocals= */ false);
              thread.setDaemon(true);
              thread.setContextClassLoader(null);
              thread.setUncaughtExceptionHandler(new FailureTold());
              return thread;
            },
        NOTHING);
  }

  private static ThreadGroup rootGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
