package dev.multilayercache.agent.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalsTest {
  @TempDir Path processes;

  private boolean wouldEnd(String status) throws IOException {
    Files.writeString(Files.createDirectories(processes.resolve("7")).resolve("status"), status);
    return new Signals(processes.toFile()).wouldEnd("7");
  }

  @Test
  void a_process_that_catches_SIGQUIT_outlives_the_question() throws Exception {
    assertFalse(wouldEnd("Name:\tjava\nSigIgn:\t0000000000000000\nSigCgt:\t2000000181005ccf\n"));
  }

  @Test
  void a_process_that_does_not_would_end() throws Exception {
    assertTrue(wouldEnd("Name:\tsleep\nSigCgt:\tfffffffffffffffb\nNSpid:\t7\n"));
  }

  @Test
  void a_process_that_listens_already_gets_no_signal() throws Exception {
    Path temporary = Files.createDirectories(processes.resolve("7/root/tmp"));
    Files.createFile(temporary.resolve(".java_pid7"));

    assertFalse(wouldEnd("SigCgt:\t0000000000000000\n"));
  }

  @Test
  void a_process_of_which_nothing_is_known_is_asked() throws Exception {
    assertFalse(wouldEnd("Name:\tjava\n"));
    assertFalse(wouldEnd("SigCgt:\tnone\n"));
    assertFalse(new Signals(processes.toFile()).wouldEnd("8"));
  }
}
