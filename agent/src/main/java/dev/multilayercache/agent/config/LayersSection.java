package dev.multilayercache.agent.config;

import dev.multilayercache.agent.config.AgentConfig.LayerConfig;
import dev.multilayercache.agent.config.AgentConfig.ValueConfig;
import dev.multilayercache.agent.text.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Understands {@code layers}: the chain, nearest first. */
final class LayersSection {
  private static final List<String> KEYS =
      List.of(
          "name",
          "type",
          "ttl",
          "maximumEntries",
          "maxIdle",
          "ttlJitter",
          "maximumValueSize",
          "compressFrom");
  private static final String EXAMPLE = "Write - { name: local, type: caffeine }.";

  private final Substitution substitution;

  LayersSection(Substitution substitution) {
    this.substitution = substitution;
  }

  List<LayerConfig> read(SectionReader root) throws ConfigException {
    if (!root.has("layers")) {
      return AgentConfig.builtIn().layers();
    }
    List<LayerConfig> layers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Setting item : root.items("layers", EXAMPLE)) {
      SectionReader section = new SectionReader(SectionReader.sectionOf(item), substitution, KEYS);
      LayerConfig layer = layer(section);
      if (!names.add(layer.name())) {
        throw section
            .place("name")
            .refuse("is \"" + layer.name() + "\" like an earlier layer's. Give each its own name.");
      }
      layers.add(layer);
    }
    if (layers.isEmpty()) {
      throw root.place("layers")
          .refuse("is empty. At least one cache layer is required. " + EXAMPLE);
    }
    return layers;
  }

  private LayerConfig layer(SectionReader section) throws ConfigException {
    String name = section.requiredText("name", "Write a name, for example local.");
    Names.requireSimple(section.place("name"), name);
    String type = type(section);
    return new LayerConfig(
        name,
        type,
        section.duration("ttl"),
        section.count("maximumEntries", LayerConfig.defaultMaximumEntries(type), "Write 10000."),
        maxIdle(section, type),
        ttlJitter(section, type),
        values(section, type));
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

  private static ValueConfig values(SectionReader section, String type) throws ConfigException {
    for (String key : List.of("maximumValueSize", "compressFrom")) {
      if (section.has(key) && !type.equals(LayerConfig.HAZELCAST)) {
        throw section
            .place(key)
            .refuse("is for layers that hold values as bytes; " + type + " does not. Remove it.");
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

  private String type(SectionReader section) throws ConfigException {
    String example = "Write caffeine or hazelcast.";
    String type = section.requiredText("type", example);
    if (!LayerConfig.types().contains(type)) {
      throw section
          .place("type")
          .refuse(
              SectionReader.isNot(
                  type, "a type of layer", NearestName.suggest(type, LayerConfig.types())));
    }
    return type;
  }
}
