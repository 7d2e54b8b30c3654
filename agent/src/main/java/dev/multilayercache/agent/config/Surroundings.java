package dev.multilayercache.agent.config;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What the process was started with: environment variables and system properties. */
record Surroundings(Map<String, String> environment, Map<String, String> properties) {

  static Surroundings ofThisProcess() {
    Map<String, String> properties = new TreeMap<>();
    Properties all = System.getProperties();
    for (String name : all.stringPropertyNames()) {
      properties.put(name, all.getProperty(name));
    }
    return new Surroundings(System.getenv(), properties);
  }
}
