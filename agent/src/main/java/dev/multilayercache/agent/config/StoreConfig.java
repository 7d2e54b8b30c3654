package dev.multilayercache.agent.config;

import java.io.File;
import java.util.List;
import java.util.Map;

/**
 * A third party's store.
 *
 * @param place where its class is named, for people
 * @param classPath jars and directories
 * @param settings as the factory gets them
 */
public record StoreConfig(String place, List<File> classPath, Map<String, String> settings) {
  public StoreConfig {
    classPath = List.copyOf(classPath);
    settings = Map.copyOf(settings);
  }

  /** Never shows the settings. */
  @Override
  public String toString() {
    return "store of " + place;
  }
}
