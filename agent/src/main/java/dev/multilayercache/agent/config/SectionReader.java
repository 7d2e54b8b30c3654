package dev.multilayercache.agent.config;

import dev.multilayercache.agent.text.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of one section by type; every refusal names the place, the key, what stands there
 * and what to write. A key without a value is refused where a scalar belongs, and is absent where a
 * section or a list does.
 */
final class SectionReader {
  private final Setting.Section section;
  private final Substitution substitution;

  /** Refuses keys of the section that are not among the known ones. */
  SectionReader(Setting.Section section, Substitution substitution, List<String> knownKeys)
      throws ConfigException {
    this.section = section;
    this.substitution = substitution;
    for (Map.Entry<String, Setting> each : section.settings().entrySet()) {
      if (!knownKeys.contains(each.getKey())) {
        String suggestion = NearestName.suggest(each.getKey(), knownKeys);
        throw each.getValue().place().refuse("is not a known key. " + suggestion);
      }
    }
  }

  Place place() {
    return section.place();
  }

  /** Where the key stands, or would. */
  Place place(String key) {
    Setting setting = section.settings().get(key);
    return setting == null ? section.place().child(key) : setting.place();
  }

  boolean has(String key) {
    return section.settings().containsKey(key);
  }

  /** The text as it was written, without substitution; null if the key is absent. */
  Setting.@Nullable Text written(String key, String type, String example) throws ConfigException {
    Setting setting = section.settings().get(key);
    return setting == null ? null : textOf(setting, type, example);
  }

  @Nullable String text(String key, String example) throws ConfigException {
    Setting.Text written = written(key, "text", example);
    if (written == null) {
      return null;
    }
    String text = substitution.resolve(written);
    if (text.isBlank()) {
      throw written.place().refuse("is blank. " + example);
    }
    return text;
  }

  String requiredText(String key, String example) throws ConfigException {
    String text = text(key, example);
    if (text == null) {
      throw place(key).refuse("is missing. " + example);
    }
    return text;
  }

  /** A template: its placeholders are not ours to replace. */
  String template(String key, String example) throws ConfigException {
    Setting.Text written = written(key, "text", example);
    return written == null ? "" : written.text();
  }

  boolean flag(String key, boolean otherwise) throws ConfigException {
    String example = "Write true or false.";
    Setting.Text written = written(key, "true or false", example);
    if (written == null) {
      return otherwise;
    }
    String text = substitution.resolve(written);
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw written.place().refuse(isNot(text, "true or false", example));
    };
  }

  /** Null if the key is absent. */
  @Nullable Boolean flagOrUnsaid(String key) throws ConfigException {
    return has(key) ? flag(key, /* otherwise= */ false) : null;
  }

  /** One of an enum's constants, {@code AFTER_ALL} as afterAll; null if the key is absent. */
  <E extends Enum<E>> @Nullable E word(String key, Class<E> type) throws ConfigException {
    List<String> words = new ArrayList<>();
    for (E each : type.getEnumConstants()) {
      words.add(camelCase(each.name()));
    }
    String text = text(key, "Write one of " + String.join(", ", words) + ".");
    if (text == null) {
      return null;
    }
    int index = words.indexOf(text);
    if (index < 0) {
      throw place(key).refuse(isNot(text, "known here", NearestName.suggest(text, words)));
    }
    return type.getEnumConstants()[index];
  }

  private static String camelCase(String constant) {
    StringBuilder word = new StringBuilder();
    for (String each : constant.toLowerCase(Locale.ROOT).split("_")) {
      boolean isFirst = word.isEmpty();
      word.append(isFirst ? each : Character.toUpperCase(each.charAt(0)) + each.substring(1));
    }
    return word.toString();
  }

  /**
   * What a parser makes of the text; null if the key is absent.
   *
   * @param parser throws {@link IllegalArgumentException} with what follows {@code is}
   */
  <T> @Nullable T parsed(String key, String example, Function<String, T> parser)
      throws ConfigException {
    Setting.Text written = written(key, "text", example);
    if (written == null) {
      return null;
    }
    try {
      return parser.apply(substitution.resolve(written));
    } catch (IllegalArgumentException e) {
      throw written.place().refuse("is " + e.getMessage());
    }
  }

  /** A whole number above zero. */
  long count(String key, long otherwise, String example) throws ConfigException {
    return number(key, "a whole number above 0", 1, Long.MAX_VALUE, otherwise, example);
  }

  /** A whole number within bounds, which the type tells people. */
  long number(String key, String type, long least, long most, long otherwise, String example)
      throws ConfigException {
    Setting.Text written = written(key, type, example);
    if (written == null) {
      return otherwise;
    }
    String text = substitution.resolve(written);
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below
    }
    throw written.place().refuse(isNot(text, type, example));
  }

  /** Texts by names that are not ours. */
  Map<String, String> texts(String key) throws ConfigException {
    Map<String, String> texts = new LinkedHashMap<>();
    Setting.Section section = section(key);
    if (section != null) {
      for (Map.Entry<String, Setting> each : section.settings().entrySet()) {
        String example = "Write " + each.getKey() + ": text.";
        texts.put(each.getKey(), substitution.resolve(textOf(each.getValue(), "text", example)));
      }
    }
    return texts;
  }

  /** A size within bounds, in bytes. */
  long size(String key, long least, long most, long otherwise) throws ConfigException {
    Setting.Text written = written(key, "a size", "Write 1MiB, 8KiB or 512B.");
    if (written == null) {
      return otherwise;
    }
    String text = substitution.resolve(written);
    try {
      long size = Sizes.parse(text);
      if (size >= least && size <= most) {
        return size;
      }
    } catch (IllegalArgumentException e) {
      throw written.place().refuse("is " + e.getMessage());
    }
    String bounds = "Write from " + Sizes.format(least) + " to " + Sizes.format(most) + ".";
    throw written.place().refuse(isNot(text, "a size that it can have", bounds));
  }

  @Nullable Duration duration(String key) throws ConfigException {
    return duration(section.settings().get(key), /* zeroAllowed= */ false);
  }

  Duration duration(String key, Duration otherwise) throws ConfigException {
    Duration duration = duration(key);
    return duration == null ? otherwise : duration;
  }

  @Nullable Duration durationOrZero(String key) throws ConfigException {
    return duration(section.settings().get(key), /* zeroAllowed= */ true);
  }

  /** Durations by the names of layers. */
  Map<String, Duration> durationsByLayer(String key, List<String> layers) throws ConfigException {
    Map<String, Duration> durations = new LinkedHashMap<>();
    Setting.Section byLayer = section(key);
    if (byLayer != null) {
      for (Map.Entry<String, Setting> each : byLayer.settings().entrySet()) {
        requireLayer(each.getKey(), each.getValue().place(), layers);
        Duration duration = duration(each.getValue(), /* zeroAllowed= */ false);
        if (duration != null) {
          durations.put(each.getKey(), duration);
        }
      }
    }
    return durations;
  }

  /** Names of layers in the order of the chain, each known and written once. */
  List<String> layers(String key, List<String> layers) throws ConfigException {
    Set<String> named = new LinkedHashSet<>();
    for (Setting.Text each : texts(key, "Write [" + String.join(", ", layers) + "].")) {
      String name = substitution.resolve(each);
      requireLayer(name, each.place(), layers);
      named.add(name);
    }
    List<String> inOrder = new ArrayList<>(layers);
    inOrder.retainAll(named);
    return inOrder;
  }

  /** A list of texts as written; empty if absent. A property gives them separated by commas. */
  List<Setting.Text> texts(String key, String example) throws ConfigException {
    Setting setting = section.settings().get(key);
    List<Setting.Text> texts = new ArrayList<>();
    if (setting instanceof Setting.Text text && text.place().isProperty()) {
      for (String each : text.text().split(",")) {
        texts.add(new Setting.Text(text.place(), each.strip()));
      }
      return texts;
    }
    for (Setting item : items(key, example)) {
      texts.add(textOf(item, "text", example));
    }
    return texts;
  }

  String resolve(Setting.Text written) throws ConfigException {
    return substitution.resolve(written);
  }

  List<Setting> items(String key, String example) throws ConfigException {
    Setting setting = section.settings().get(key);
    if (setting == null || setting instanceof Setting.Nothing) {
      return List.of();
    }
    if (setting instanceof Setting.Items list) {
      return list.items();
    }
    throw setting.place().refuse("is " + setting.kind() + ", not a list. " + example);
  }

  Setting.@Nullable Section section(String key) throws ConfigException {
    Setting setting = section.settings().get(key);
    return setting == null || setting instanceof Setting.Nothing ? null : sectionOf(setting);
  }

  static Setting.Section sectionOf(Setting setting) throws ConfigException {
    if (setting instanceof Setting.Section section) {
      return section;
    }
    throw setting
        .place()
        .refuse("is " + setting.kind() + ", not a section. Write keys with values.");
  }

  /** How a refused text is told: {@code is "x", not a y. Write z.}. */
  static String isNot(String text, String type, String example) {
    return "is \"" + text + "\", not " + type + ". " + example;
  }

  private static void requireLayer(String name, Place place, List<String> layers)
      throws ConfigException {
    if (!layers.contains(name)) {
      throw place.refuse(
          "names the unknown layer \"" + name + "\". " + NearestName.suggest(name, layers));
    }
  }

  private static Setting.Text textOf(Setting setting, String type, String example)
      throws ConfigException {
    if (setting instanceof Setting.Text text) {
      return text;
    }
    throw setting.place().refuse("is " + setting.kind() + ", not " + type + ". " + example);
  }

  private @Nullable Duration duration(@Nullable Setting setting, boolean zeroAllowed)
      throws ConfigException {
    if (setting == null) {
      return null;
    }
    Setting.Text written = textOf(setting, "a duration", "Write 30s, 5m or PT5M.");
    try {
      String text = substitution.resolve(written);
      return zeroAllowed ? Durations.parseWithUnitOrZero(text) : Durations.parseWithUnit(text);
    } catch (IllegalArgumentException e) {
      throw written.place().refuse("is " + e.getMessage());
    }
  }
}
