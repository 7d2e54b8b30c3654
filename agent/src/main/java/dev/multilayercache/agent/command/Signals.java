package dev.multilayercache.agent.command;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Whether a process outlives the question for an agent.
 *
 * <p>A JVM is asked by SIGQUIT, which ends any other process, and a JVM that has hardly begun to
 * start. From release 20 on the JDK looks first (JDK-8279124); this is the same look for the
 * others. Where there is no {@code /proc}, nothing is known and it is asked.
 */
record Signals(File processes) {
  private static final String CAUGHT = "SigCgt:";
  private static final long SIGQUIT = 1L << (3 - 1);

  /** Those of this machine. */
  static Signals ofThisMachine() {
    return new Signals(new File("/proc"));
  }

  /** Whether the process would end instead of answering. */
  boolean wouldEnd(String processId) {
    File process = new File(processes, processId);
    if (new File(process, "root/tmp/.java_pid" + processId).exists()) {
      return false; // it listens already, and gets no signal
    }
    try (BufferedReader status =
        new BufferedReader(
            new InputStreamReader(
                new FileInputStream(new File(process, "status")), StandardCharsets.UTF_8))) {
      for (String line = status.readLine(); line != null; line = status.readLine()) {
        if (line.startsWith(CAUGHT)) {
          String mask = line.substring(CAUGHT.length()).strip();
          return (Long.parseUnsignedLong(mask, 16) & SIGQUIT) == 0;
        }
      }
      return false;
    } catch (IOException | NumberFormatException unknown) {
      return false;
    }
  }
}
