package dev.multilayercache.benchmark.memory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to keep entries that is compared.
 *
 * @param command as {@link HeapApp} understands it
 * @param agent the agent's jar, or null without one
 * @param options of the JVM
 */
record MemoryVariant(
    String title, String command, @Nullable Path agent, List<String> options, boolean isEarlier) {

  static MemoryVariant bounded() {
    return byHand("Caffeine, `maximumSize`", "bounded");
  }

  /** What the others are compared with. */
  static MemoryVariant expiring() {
    return byHand("Caffeine, `maximumSize` and `expireAfterWrite`", "expiring");
  }

  static List<MemoryVariant> woven(Path agent) {
    return List.of(
        new MemoryVariant("woven method, no tags", "woven", agent, List.of(), false),
        new MemoryVariant("woven method, two tags", "tagged", agent, List.of(), false),
        new MemoryVariant(
            "woven method, two tags, one of them made of the argument",
            "templated",
            agent,
            List.of(),
            false));
  }

  /** The same with another agent's jar. */
  static List<MemoryVariant> earlier(Path agent) {
    List<MemoryVariant> earlier = new ArrayList<>();
    for (MemoryVariant now : woven(agent)) {
      earlier.add(
          new MemoryVariant("an earlier agent: " + now.title, now.command, agent, List.of(), true));
    }
    return earlier;
  }

  private static MemoryVariant byHand(String title, String command) {
    return new MemoryVariant(title, command, null, List.of(), false);
  }
}
