package dev.multilayercache.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.multilayercache.agent.testing.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePermissionsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"rw-rw-rw-, true", "rw-------, false", "rw-rw-r--, false"})
  void others_can_write_only_if_the_file_says_so(String permissions, boolean expected)
      throws Exception {
    Path file = Files.createFile(folder.resolve("agent.yaml"));
    assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    assertEquals(expected, new FilePermissions(file.toFile()).isWritableByOthers());
  }

  @ParameterizedTest
  @CsvSource({"rw-rw-rw-, 1", "rw-rw-r--, 0"})
  void a_file_that_others_can_write_is_warned_of(String permissions, int lines) throws Exception {
    Path file = Files.createFile(folder.resolve("agent.yaml"));
    assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    try (LogLines log = new LogLines()) {
      new FilePermissions(file.toFile()).check();

      assertEquals(lines, log.about("can be written by every user").size());
    }
  }
}
