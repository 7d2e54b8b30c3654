package dev.multilayercache.agent.config;

/**
 * Where a setting was written, so that people find it again.
 *
 * @param file {@code agent.yaml:14}, or empty for a system property
 * @param line in the file; 0 outside of one
 * @param key the path of the setting, {@code layers[1].ttl}; for a system property its name as on
 *     the command line, {@code -Dmultilayercache.layers.local.ttl}; empty for the whole file
 */
record Place(String file, int line, String key) {
  private static final String PROPERTY = "-D" + Overrides.PREFIX;

  static Place inFile(String file, int line, String key) {
    return new Place(file + ":" + line, line, key);
  }

  static Place ofProperty(String path) {
    return new Place("", 0, PROPERTY + path);
  }

  /** A place that no file or property names. */
  static Place of(String source, String key) {
    return new Place(source, 0, key);
  }

  boolean isProperty() {
    return file.isEmpty();
  }

  /** The place of a key that would stand in the section here. */
  Place child(String name) {
    return new Place(file, line, key.isEmpty() ? name : key + "." + name);
  }

  /** Refuses what stands here; the problem goes on after the key: {@code is "x", not a y. …}. */
  ConfigException refuse(String problem) {
    return new ConfigException(toString() + " " + problem);
  }

  @Override
  public String toString() {
    if (isProperty()) {
      return key;
    }
    return file + ": " + (key.isEmpty() ? "the file" : key);
  }
}
