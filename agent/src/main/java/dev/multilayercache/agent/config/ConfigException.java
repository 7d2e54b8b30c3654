package dev.multilayercache.agent.config;

/**
 * A configuration that cannot be used, told in one line for people: where, what is wrong, what to
 * write instead, what follows.
 */
public final class ConfigException extends Exception {
  private static final String CONSEQUENCE = " Agent not installed; the application runs uncached.";

  /**
   * @param problem one or two sentences that begin with the place
   */
  public ConfigException(String problem) {
    super(problem + CONSEQUENCE, null, false, false);
  }
}
