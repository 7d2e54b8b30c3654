package dev.multilayercache.agent.coherence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a confirmed invalidation promises about the other nodes.
 *
 * <p>The application's annotations have an enum of the same names, which the agent cannot refer to:
 * it maps by name.
 */
public enum Consistency {
  /** Every node stops serving older values within {@code defaults.maxStaleness}. */
  BOUNDED,

  /** No node serves an older value any more; one that is cut off from the cluster loads. */
  STRONG;

  /** As agent.yaml and JMX write it: {@code bounded}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that agent.yaml writes so, or null if there is none. */
  public static @Nullable Consistency ofWord(String word) {
    for (Consistency each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    return null;
  }

  /** The one of this constant's name in the annotation, or null if there is none. */
  public static @Nullable Consistency ofName(String name) {
    for (Consistency each : values()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    return null;
  }

  /** All words, in the order of the constants. */
  public static List<String> words() {
    List<String> words = new ArrayList<>(); // a stream would cost the start some milliseconds
    for (Consistency each : values()) {
      words.add(each.word());
    }
    return words;
  }
}
