package dev.multilayercache.agent.thread;

import org.jspecify.annotations.Nullable;

/**
 * The mark of a thread that somebody wants it to stop.
 *
 * <p>Code of the application that we call on its thread, a getter or a function that makes keys,
 * may take the mark off by throwing an {@link InterruptedException}, past the compiler too. The
 * application did not ask for that call, and its own next wait is to end by the interruption.
 */
public final class InterruptFlag {
  private static final int MOST_CAUSES = 8;

  private InterruptFlag() {}

  /** Sets it again if a failure of the application's code has taken it off. */
  public static void restoreAfter(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
      if (cause instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        return;
      }
      cause = cause.getCause();
    }
  }
}
