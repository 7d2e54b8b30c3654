package dev.multilayercache.agent.config;

import java.io.File;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the agent's configuration: finds the file, lays system properties over it, checks it.
 *
 * <p>Nothing is corrected: the first mistake is a {@link ConfigException} with one line for people.
 * A file that every user may write to is used, with a warning some seconds later.
 */
public final class ConfigReader {
  private static final String FILE_PROPERTY = Overrides.PREFIX + "config";
  private static final String FILE_VARIABLE = "MULTILAYERCACHE_CONFIG";

  private ConfigReader() {}

  /**
   * The configuration of this process: the file named by the agent's argument, else by the system
   * property {@code multilayercache.config}, else by the environment variable {@code
   * MULTILAYERCACHE_CONFIG}, else the built-in defaults; each under the overrides.
   *
   * @param agentArgument what stands after {@code =} in {@code -javaagent}, or null
   */
  public static AgentConfig read(@Nullable String agentArgument) throws ConfigException {
    Surroundings surroundings = Surroundings.ofThisProcess();
    AgentConfig config = read(agentArgument, surroundings);
    String path = locate(agentArgument, surroundings);
    if (path != null) {
      new FilePermissions(new File(path)).checkLater();
    }
    return config;
  }

  /** The configuration in a file, under the overrides of this process. */
  public static AgentConfig read(File file) throws ConfigException {
    return read(file, Surroundings.ofThisProcess());
  }

  /** For people, where it stands whether the agent of this process is enabled. */
  public static String whereEnabled(AgentConfig config) {
    return whereEnabled(config, Surroundings.ofThisProcess());
  }

  static String whereEnabled(AgentConfig config, Surroundings surroundings) {
    boolean isOverridden = surroundings.properties().containsKey(Overrides.PREFIX + "enabled");
    Place place = isOverridden ? Place.ofProperty("enabled") : Place.of(config.source(), "enabled");
    return place.toString();
  }

  static AgentConfig read(@Nullable String agentArgument, Surroundings surroundings)
      throws ConfigException {
    String path = locate(agentArgument, surroundings);
    if (path != null) {
      return read(new File(path), surroundings);
    }
    return Overrides.exist(surroundings.properties())
        ? overriddenDefaults(surroundings)
        : AgentConfig.builtIn();
  }

  static AgentConfig read(File file, Surroundings surroundings) throws ConfigException {
    return map(file.getPath(), YamlFile.read(file), surroundings);
  }

  private static AgentConfig overriddenDefaults(Surroundings surroundings) throws ConfigException {
    String source = AgentConfig.builtIn().source();
    Place place = Place.of(source, "");
    return map(source, new Setting.Section(place, new LinkedHashMap<>()), surroundings);
  }

  private static AgentConfig map(String source, Setting.Section root, Surroundings surroundings)
      throws ConfigException {
    Overrides.apply(surroundings.properties(), root);
    return new RootSection(new Substitution(surroundings)).read(source, root);
  }

  private static @Nullable String locate(
      @Nullable String agentArgument, Surroundings surroundings) {
    if (isGiven(agentArgument)) {
      return agentArgument;
    }
    String property = surroundings.properties().get(FILE_PROPERTY);
    if (isGiven(property)) {
      return property;
    }
    String variable = surroundings.environment().get(FILE_VARIABLE);
    return isGiven(variable) ? variable : null;
  }

  private static boolean isGiven(@Nullable String path) {
    return path != null && !path.isBlank();
  }
}
