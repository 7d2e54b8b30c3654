package dev.multilayercache.agent.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Understands {@code layers}: the chain, nearest first. */
final class LayersSection {
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
    List<Setting> items = root.items("layers", EXAMPLE);
    for (Setting item : items) {
      SectionReader section =
          new SectionReader(SectionReader.sectionOf(item), substitution, LayerSection.KEYS);
      LayerConfig layer = LayerSection.read(section);
      if (!names.add(layer.name())) {
        throw section
            .place("name")
            .refuse("is \"" + layer.name() + "\" like an earlier layer's. Give each its own name.");
      }
      requireOrder(section, layers, layer);
      layers.add(layer);
      if (layers.size() == items.size()) {
        requireFarther(section, layer);
      }
    }
    if (layers.isEmpty()) {
      throw root.place("layers")
          .refuse("is empty. At least one cache layer is required. " + EXAMPLE);
    }
    return layers;
  }

  /** What other nodes invalidate, a layer of this one would hear of too late. */
  private static void requireOrder(
      SectionReader section, List<LayerConfig> nearer, LayerConfig layer) throws ConfigException {
    for (LayerConfig each : nearer) {
      if (each.isShared() && !layer.isShared()) {
        throw section
            .place("type")
            .refuse(
                "is \""
                    + layer.type()
                    + "\" behind the layer "
                    + each.name()
                    + " that nodes share, and could bring old values back into it. Put it before.");
      }
    }
  }

  /** No farther layer, no hits in one. */
  private static void requireFarther(SectionReader section, LayerConfig last)
      throws ConfigException {
    if (last.admitAfter() > 1) {
      throw section
          .place("admitAfter")
          .refuse(
              "is "
                  + last.admitAfter()
                  + " at the last layer, which has no farther one to be hit in. Leave it out.");
    }
  }
}
