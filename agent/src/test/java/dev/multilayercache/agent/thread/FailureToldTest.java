package dev.multilayercache.agent.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.multilayercache.agent.testing.LogLines;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailureToldTest {
  private final Thread.UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();
  private final List<Throwable> handled = new CopyOnWriteArrayList<>();

  @BeforeEach
  void let_the_application_handle_what_nobody_catches() {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> handled.add(failure));
  }

  @AfterEach
  void put_back() {
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  @Test
  void a_failure_on_a_thread_of_ours_is_a_line_and_never_the_applications() throws Exception {
    try (LogLines lines = new LogLines()) {
      DetachedThread.start(
              "multilayercache-told-1",
              () -> {
                throw new IllegalStateException("a secret");
              })
          .join();

      assertEquals(List.of(), handled);
      assertEquals(
          List.of(
              "[multilayercache] A thread of the agent failed (multilayercache-told-1:"
                  + " java.lang.IllegalStateException). The application is not concerned; please"
                  + " report this."),
          lines.about(""));
    }
  }
}
