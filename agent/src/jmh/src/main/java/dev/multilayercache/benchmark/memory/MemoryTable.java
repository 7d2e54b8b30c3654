package dev.multilayercache.benchmark.memory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an entry takes in each variant, as Markdown, with what became of the goal. */
public final class MemoryTable {
  private static final double MOST_OF_EXPIRING = 1.25;
  private static final double WORTH_NAMING = 0.5;

  private final Map<MemoryVariant, Footprint> footprints = new LinkedHashMap<>();

  private MemoryTable() {}

  /**
   * Measures, one JVM for each variant.
   *
   * @param earlier an agent's jar to compare with, or null
   */
  public static String markdown(Path jdk, Path agent, @Nullable Path earlier) throws IOException {
    List<MemoryVariant> variants =
        new ArrayList<>(List.of(MemoryVariant.bounded(), MemoryVariant.expiring()));
    variants.addAll(MemoryVariant.woven(agent));
    if (earlier != null) {
      variants.addAll(MemoryVariant.earlier(earlier));
    }
    MemoryTable table = new MemoryTable();
    for (MemoryVariant variant : variants) {
      System.err.println("memory: " + variant.title());
      table.footprints.put(variant, Footprint.of(variant, jdk));
    }
    return table.text();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    text.append("| | bytes with the boxed key | of `expireAfterWrite` | without it | of");
    text.append(" `expireAfterWrite` |\n|---|---|---|---|---|\n");
    Footprint reference = of(MemoryVariant.expiring());
    footprints.forEach(
        (variant, footprint) ->
            text.append(
                format(
                    "| %s | %.1f | %.2f | %.1f | %.2f |\n",
                    variant.title(),
                    footprint.total(),
                    footprint.total() / reference.total(),
                    footprint.withoutKey(),
                    footprint.withoutKey() / reference.withoutKey())));
    text.append("\nWhat it is made of, bytes an entry:\n\n");
    footprints.forEach(
        (variant, footprint) -> text.append("- " + variant.title() + ": " + parts(footprint)));
    text.append('\n');
    footprints.forEach((variant, footprint) -> text.append(goal(variant, footprint, reference)));
    return text.toString();
  }

  private static String goal(MemoryVariant variant, Footprint footprint, Footprint reference) {
    if (variant.agent() == null || variant.isEarlier()) {
      return "";
    }
    double with = footprint.total() / reference.total();
    double without = footprint.withoutKey() / reference.withoutKey();
    return format(
        "- Goal for a %s, at most %.2f of Caffeine with `expireAfterWrite`: %.2f with the key: %s;"
            + " %.2f without: %s.\n",
        variant.title(), MOST_OF_EXPIRING, with, verdict(with), without, verdict(without));
  }

  private static String parts(Footprint footprint) {
    return footprint.byClass().entrySet().stream()
            .filter(each -> Math.abs(each.getValue()) >= WORTH_NAMING)
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .map(each -> format("`%s` %.1f", simple(each.getKey()), each.getValue()))
            .collect(Collectors.joining(", "))
        + ".\n";
  }

  /** Without the package; arrays stay as the JVM writes them. */
  private static String simple(String name) {
    String element = name.endsWith(";") ? name.substring(0, name.length() - 1) + "[]" : name;
    return element.substring(element.lastIndexOf('.') + 1);
  }

  private Footprint of(MemoryVariant variant) {
    return Objects.requireNonNull(footprints.get(variant));
  }

  private static String verdict(double ratio) {
    return ratio <= MOST_OF_EXPIRING ? "met" : "missed";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
