package dev.multilayercache.agent.config;

import dev.multilayercache.agent.text.NearestName;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Understands one of the {@code layers}; which keys it may have, its type decides. */
final class LayerSection {
  static final List<String> KEYS =
      List.of(
          "name",
          "type",
          "ttl",
          "maximumEntries",
          "maxIdle",
          "ttlJitter",
          "memoryGuard",
          "maximumValueSize",
          "compressFrom",
          "admitAfter",
          "directory",
          "maximumSize",
          "classPath",
          "settings");

  private static final int MOST_HITS = 100;
  private static final long LEAST_BYTES = 1L << 20;
  private static final long MOST_BYTES = 1L << 40;
  private static final String JAR = "Write the jar that has the class: classPath: [store.jar].";

  private LayerSection() {}

  static LayerConfig read(SectionReader section) throws ConfigException {
    String name = section.requiredText("name", "Write a name, for example local.");
    Names.requireSimple(section.place("name"), name);
    String type = type(section);
    boolean isClass = isClass(type);
    boolean isFile = type.equals(LayerConfig.FILE);
    requireType(section, isFile, "of type file", "directory", "maximumSize");
    requireType(section, isClass, "whose type is a class", "classPath", "settings");
    return new LayerConfig(
        name,
        type,
        section.duration("ttl"),
        section.count("maximumEntries", LayerConfig.defaultMaximumEntries(type), "Write 10000."),
        maxIdle(section, type),
        ttlJitter(section, type),
        memoryGuard(section, type),
        values(section, type),
        admitAfter(section),
        isFile ? file(section) : null,
        isClass ? store(section) : null);
  }

  private static String type(SectionReader section) throws ConfigException {
    String example = "Write caffeine, hazelcast, file or the name of a class.";
    String type = section.requiredText("type", example);
    if (!isClass(type) && !LayerConfig.types().contains(type)) {
      throw section
          .place("type")
          .refuse(
              SectionReader.isNot(
                  type, "a type of layer", NearestName.suggest(type, LayerConfig.types())));
    }
    return type;
  }

  /** A class in a package: else a slip of the pen would be taken for one. */
  private static boolean isClass(String type) {
    return type.indexOf('.') > 0;
  }

  private static @Nullable Duration maxIdle(SectionReader section, String type)
      throws ConfigException {
    Duration maxIdle = section.duration("maxIdle");
    if (maxIdle != null && !type.equals(LayerConfig.CAFFEINE)) {
      throw section
          .place("maxIdle")
          .refuse(
              "stands at a layer of type %s, which does not know of reads in other layers. Write ttl,"
                      .formatted(type)
                  + " or move maxIdle to a layer of type caffeine.");
    }
    return maxIdle;
  }

  private static double ttlJitter(SectionReader section, String type) throws ConfigException {
    Double jitter =
        section.parsed("ttlJitter", "Write 0.1, or 0 for none.", Fractions::parseOrZero);
    return jitter == null ? LayerConfig.defaultTtlJitter(type) : jitter;
  }

  private static double memoryGuard(SectionReader section, String type) throws ConfigException {
    Double guard = section.parsed("memoryGuard", "Write 0.9.", Fractions::parse);
    if (guard != null && !type.equals(LayerConfig.CAFFEINE)) {
      throw section
          .place("memoryGuard")
          .refuse(
              "stands at a layer of type %s, which is not in this JVM's heap alone. Move it to a"
                      .formatted(type)
                  + " layer of type caffeine, or remove it.");
    }
    return guard == null ? LayerConfig.NO_GUARD : guard;
  }

  private static ValueConfig values(SectionReader section, String type) throws ConfigException {
    for (String key : List.of("maximumValueSize", "compressFrom")) {
      if (section.has(key) && !type.equals(LayerConfig.HAZELCAST)) {
        String problem =
            type.equals(LayerConfig.CAFFEINE)
                ? "is for layers that hold values as bytes; " + type + " does not. Remove it."
                : "is for a layer of type hazelcast. Leave it out.";
        throw section.place(key).refuse(problem);
      }
    }
    ValueConfig usual = ValueConfig.USUAL;
    String never = ValueConfig.NEVER;
    return new ValueConfig(
        (int) section.size("maximumValueSize", 1, ValueConfig.LARGEST, usual.maximumSize()),
        never.equals(section.text("compressFrom", "Write 8KiB or never."))
            ? Integer.MAX_VALUE
            : (int) section.size("compressFrom", 0, ValueConfig.LARGEST, usual.compressFrom()));
  }

  private static int admitAfter(SectionReader section) throws ConfigException {
    String type = "a whole number from 0 to " + MOST_HITS;
    return (int) section.number("admitAfter", type, 0, MOST_HITS, 1, "Write 2.");
  }

  private static FileConfig file(SectionReader section) throws ConfigException {
    String directory =
        section.requiredText("directory", "Write where its files are to be, for example cache.");
    long bytes =
        section.size("maximumSize", LEAST_BYTES, MOST_BYTES, FileConfig.DEFAULT_MAXIMUM_BYTES);
    return new FileConfig(new File(directory), bytes);
  }

  private static StoreConfig store(SectionReader section) throws ConfigException {
    List<File> classPath = new ArrayList<>();
    for (Setting.Text each : section.texts("classPath", JAR)) {
      File file = new File(section.resolve(each));
      if (!file.exists()) {
        throw each.place().refuse("is \"" + file + "\", which does not exist. " + JAR);
      }
      classPath.add(file);
    }
    if (classPath.isEmpty()) {
      throw section.place("classPath").refuse("is missing. " + JAR);
    }
    Place type = section.place("type");
    return new StoreConfig(type.toString(), classPath, section.texts("settings"));
  }

  /** A key that would mean nothing is not passed over in silence. */
  private static void requireType(
      SectionReader section, boolean isRight, String which, String... keys) throws ConfigException {
    for (String key : keys) {
      if (!isRight && section.has(key)) {
        throw section.place(key).refuse("is for a layer " + which + ". Leave it out.");
      }
    }
  }
}
