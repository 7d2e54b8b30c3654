package dev.multilayercache.faults.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is different about one application's JVM.
 *
 * @param options of the JVM
 * @param environment of the process
 * @param classes directories that stand before the application's class path
 */
public record NodeSetup(List<String> options, Map<String, String> environment, List<Path> classes) {
  public static final NodeSetup NONE = new NodeSetup(List.of(), Map.of(), List.of());

  public static NodeSetup ofOptions(String... options) {
    return new NodeSetup(List.of(options), Map.of(), List.of());
  }

  public static NodeSetup ofEnvironment(Map<String, String> environment) {
    return new NodeSetup(List.of(), environment, List.of());
  }

  public static NodeSetup ofClasses(Path directory) {
    return new NodeSetup(List.of(), Map.of(), List.of(directory));
  }
}
