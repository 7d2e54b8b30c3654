package dev.multilayercache.layer;

import java.util.Map;

/**
 * What agent.yaml says of one layer.
 *
 * @param layer its name
 * @param maximumEntries how many entries it is to hold at most; the store's to keep to
 * @param settings what stands under {@code settings}, as text
 */
public record LayerSettings(String layer, long maximumEntries, Map<String, String> settings) {
  public LayerSettings {
    settings = Map.copyOf(settings);
  }

  /**
   * A setting that must be there.
   *
   * @throws IllegalArgumentException with what to write, if it is not
   */
  public String require(String name) {
    String value = settings.get(name);
    if (value == null) {
      throw new IllegalArgumentException("settings." + name + " is missing. Write it.");
    }
    return value;
  }

  /** Not the settings: there may be secrets among them. */
  @Override
  public String toString() {
    return "settings of layer " + layer;
  }
}
