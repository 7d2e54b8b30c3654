package dev.multilayercache.benchmark.paired;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A JDK that is measured on. */
public final class Jdk {
  private Jdk() {}

  /** As the JDK's own release file says it. */
  public static String version(Path home) throws IOException {
    for (String line : Files.readAllLines(home.resolve("release"))) {
      if (line.startsWith("JAVA_VERSION=")) {
        return line.replaceAll("[^0-9.]", "");
      }
    }
    throw new IllegalStateException(home + " is no JDK");
  }
}
