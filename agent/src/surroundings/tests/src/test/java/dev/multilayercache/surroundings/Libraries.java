package dev.multilayercache.surroundings;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The jars of the build's dependencies, for the class paths of other JVMs. */
final class Libraries {
  private Libraries() {}

  /** The jar, or the directory, that a class comes from. */
  static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
