package dev.multilayercache.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * What a test wants the agent to be started with, as it says it.
 *
 * @param config a file or a resource, or empty
 * @param yaml a file's text, or empty
 */
record Configuration(String config, String yaml) {

  static Configuration of(WithMultiLayerCache wanted, Class<?> test) {
    if (!wanted.config().isEmpty() && !wanted.yaml().isEmpty()) {
      throw new ExtensionConfigurationException(
          test.getName() + ": @WithMultiLayerCache has both config and yaml. Keep one of them.");
    }
    return new Configuration(wanted.config(), wanted.yaml());
  }

  boolean isNone() {
    return config.isEmpty() && yaml.isEmpty();
  }

  /** Its agent.yaml; null if it has none. */
  @Nullable Path file(Class<?> test) {
    try {
      if (!yaml.isEmpty()) {
        return Files.writeString(temporary(), yaml);
      }
      return config.isEmpty() ? null : located(test);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path located(Class<?> test) throws IOException {
    Path file = Path.of(config);
    if (Files.isRegularFile(file)) {
      return file.toAbsolutePath().normalize();
    }
    URL resource = test.getClassLoader().getResource(config);
    if (resource == null) {
      throw new ExtensionConfigurationException(
          "%s: config = \"%s\" is neither a file in %s nor a resource on the class path."
              .formatted(test.getName(), config, Path.of("").toAbsolutePath()));
    }
    return resource.getProtocol().equals("file")
        ? Path.of(URI.create(resource.toString()))
        : copy(resource);
  }

  private static Path copy(URL resource) throws IOException {
    Path copy = temporary();
    try (InputStream in = resource.openStream()) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }

  /** Until the JVM ends: the agent looks at its file once more when it has started. */
  private static Path temporary() throws IOException {
    Path file = Files.createTempFile("agent", ".yaml");
    file.toFile().deleteOnExit();
    return file;
  }
}
