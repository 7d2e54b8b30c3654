package dev.multilayercache.agent.config;

import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.thread.FailureTold;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.concurrent.TimeUnit;

/**
 * Warns if anybody on the machine may write to the configuration file, and so choose what the
 * application joins and caches.
 *
 * <p>Only {@code java.nio.file} knows permissions, and it is not to be touched before the
 * application has begun: so this happens later, on a daemon thread that ends with it.
 */
final class FilePermissions implements Runnable {
  private static final long DELAY_MILLIS = TimeUnit.SECONDS.toMillis(3);

  private final File file;

  FilePermissions(File file) {
    this.file = file;
  }

  void checkLater() {
    Thread thread =
        new Thread(
            /* group= */ null,
            this,
            "multilayercache-permissions",
            /* stackSize= */ 0,
            /* inheritThreadLocals= */ false);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(new FailureTold());
    thread.setContextClassLoader(FilePermissions.class.getClassLoader());
    thread.start();
  }

  @Override
  public void run() {
    try {
      Thread.sleep(DELAY_MILLIS);
      check();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void check() {
    try {
      if (isWritableByOthers()) {
        AgentLog.warn(
            file.getPath() + " can be written by every user of this machine. Run chmod o-w on it.");
      }
    } catch (IOException | RuntimeException e) {
      AgentLog.debug(file.getPath() + ": its permissions cannot be read (" + e + ").");
    }
  }

  /** False on a file system that has no such permissions. */
  boolean isWritableByOthers() throws IOException {
    try {
      return Files.getPosixFilePermissions(file.toPath())
          .contains(PosixFilePermission.OTHERS_WRITE);
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }
}
