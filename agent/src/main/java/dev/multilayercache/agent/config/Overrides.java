package dev.multilayercache.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lays system properties over the settings of the file: {@code
 * -Dmultilayercache.cluster.port=5795}.
 *
 * <p>After the prefix stands the setting's path; an item of a list is named by its index, {@code
 * layers[0].ttl}, or by its {@code name}, {@code layers.local.ttl}. Whether the key exists is for
 * the mapping to judge, as it does for the file.
 */
final class Overrides {
  static final String PREFIX = "multilayercache.";

  /** Properties of the same prefix that are not settings. */
  private static final Set<String> RESERVED = Set.of("config", "agent", "log", "virtualClock");

  private Overrides() {}

  /** Changes the section in place. */
  static void apply(Map<String, String> properties, Setting.Section root) throws ConfigException {
    for (Map.Entry<String, String> property : properties.entrySet()) {
      if (isOverride(property.getKey())) {
        String path = property.getKey().substring(PREFIX.length());
        Place place = Place.ofProperty(path);
        put(root, path, new Setting.Text(place, property.getValue()));
      }
    }
  }

  /** Whether {@link #apply} would change anything. */
  static boolean exist(Map<String, String> properties) {
    for (String name : properties.keySet()) {
      if (isOverride(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOverride(String name) {
    return name.startsWith(PREFIX) && !RESERVED.contains(name.substring(PREFIX.length()));
  }

  private static void put(Setting.Section section, String path, Setting.Text value)
      throws ConfigException {
    String key = keyAtStart(section, path);
    String rest = path.substring(key.length());
    if (rest.isEmpty()) {
      section.settings().put(key, value);
      return;
    }
    Setting child = section.settings().get(key);
    if (child == null || child instanceof Setting.Nothing) {
      child = missing(section, key, value.place());
      section.settings().put(key, child);
    }
    putInto(child, rest, value);
  }

  private static void putInto(Setting setting, String rest, Setting.Text value)
      throws ConfigException {
    if (setting instanceof Setting.Section section && rest.startsWith(".")) {
      put(section, rest.substring(1), value);
    } else if (setting instanceof Setting.Items list) {
      putIntoItem(list, rest, value);
    } else {
      throw value.place().refuse("is not a known key: " + setting.place().key() + " has no parts.");
    }
  }

  private static void putIntoItem(Setting.Items list, String rest, Setting.Text value)
      throws ConfigException {
    for (int i = 0; i < list.items().size(); i++) {
      Setting item = list.items().get(i);
      for (String step : new String[] {"[" + i + "]", "." + nameOf(item)}) {
        if (rest.equals(step)) {
          list.items().set(i, value);
          return;
        }
        if (rest.startsWith(step + ".")) {
          putInto(item, rest.substring(step.length()), value);
          return;
        }
      }
    }
    throw value.place().refuse("names no item of the list. " + knownItems(list));
  }

  /** The longest key of the section that the path begins with, else the path's first step. */
  private static String keyAtStart(Setting.Section section, String path) {
    String longest = "";
    for (String key : section.settings().keySet()) {
      String rest = path.startsWith(key) ? path.substring(key.length()) : "?";
      boolean whole = rest.isEmpty() || rest.startsWith(".") || rest.startsWith("[");
      if (whole && key.length() > longest.length()) {
        longest = key;
      }
    }
    return longest.isEmpty() ? newKey(section, path) : longest;
  }

  private static String newKey(Setting.Section section, String path) {
    if (isCaches(section)) {
      int end = path.lastIndexOf(".layerTtl.");
      int dot = end > 0 ? end : path.lastIndexOf('.');
      return dot > 0 ? path.substring(0, dot) : path;
    }
    int end = 0;
    while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
      end++;
    }
    return end == 0 ? path : path.substring(0, end);
  }

  /** Names of caches may contain dots. */
  private static boolean isCaches(Setting.Section section) {
    return section.place().key().equals("caches");
  }

  private static Setting missing(Setting.Section parent, String key, Place property) {
    if (parent.place().key().isEmpty() && key.equals("layers")) {
      return builtInLayers();
    }
    Place place = Place.of(property.key(), parent.place().child(key).key());
    return new Setting.Section(place, new LinkedHashMap<>());
  }

  /** The layers that hold where the file names none, so that their settings can be overridden. */
  private static Setting builtInLayers() {
    AgentConfig builtIn = AgentConfig.builtIn();
    Place place = Place.of(builtIn.source(), "layers");
    List<Setting> layers = new ArrayList<>();
    for (LayerConfig layer : builtIn.layers()) {
      Map<String, Setting> settings = new LinkedHashMap<>();
      settings.put("name", new Setting.Text(place, layer.name()));
      settings.put("type", new Setting.Text(place, layer.type()));
      layers.add(new Setting.Section(place, settings));
    }
    return new Setting.Items(place, layers);
  }

  private static @Nullable String nameOf(Setting item) {
    return item instanceof Setting.Section section
            && section.settings().get("name") instanceof Setting.Text name
        ? name.text()
        : null;
  }

  private static String knownItems(Setting.Items list) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      String name = nameOf(list.items().get(i));
      names.add(name == null ? "[" + i + "]" : name);
    }
    return names.isEmpty() ? "It is empty." : "Known: " + String.join(", ", names) + ".";
  }
}
