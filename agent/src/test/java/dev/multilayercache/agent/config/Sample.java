package dev.multilayercache.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The agent.yaml at the root of the project. Some of it is only shown: in comments that begin with
 * {@code #} and two spaces, or with {@code #} and the key of a section.
 */
final class Sample {
  static final Path FILE = Path.of("..", "agent.yaml");

  private Sample() {}

  /** Its text with the {@code #} taken away from what is only shown. */
  static String withWhatItShows() throws IOException {
    return Files.readString(FILE).replaceAll("(?m)^#(?=  |\\w+:$)", "");
  }
}
