package dev.multilayercache.benchmark.growth;

import dev.multilayercache.benchmark.paired.Rounds;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was measured of one number of methods. */
final class MethodCosts {
  private static final String PART = "of ";

  private final Map<String, Double> perMethod;
  private final Rounds<Boolean, Double> calls = new Rounds<>();
  private double restMillisPerSecond;
  private String wovenWarmUp = "";
  private String byHandWarmUp = "";

  /**
   * @param perMethod as {@link MethodsApp} tells it
   */
  MethodCosts(Map<String, Double> perMethod) {
    this.perMethod = perMethod;
  }

  void warmUp(String woven, String byHand) {
    wovenWarmUp = woven;
    byHandWarmUp = byHand;
  }

  void round(double wovenNanos, double byHandNanos) {
    calls.add(true, wovenNanos);
    calls.add(false, byHandNanos);
  }

  void rest(double millisPerSecond) {
    restMillisPerSecond = millisPerSecond;
  }

  double of(String what) {
    return perMethod.getOrDefault(what, 0.0);
  }

  double nanos(boolean isWoven) {
    return calls.median(isWoven, nanos -> nanos);
  }

  double ratio() {
    return calls.ratio(true, false, nanos -> nanos);
  }

  double restMillisPerSecond() {
    return restMillisPerSecond;
  }

  /** As {@link MethodCalls#warm} tells it. */
  List<Long> warmUp(boolean isWoven) {
    String figures = isWoven ? wovenWarmUp : byHandWarmUp;
    return List.of(figures.split(" ")).stream().map(Long::valueOf).toList();
  }

  /** The classes that take most heap, bytes for a method. */
  String largest(int most) {
    return perMethod.entrySet().stream()
        .filter(each -> each.getKey().startsWith(PART))
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(most)
        .map(each -> "`%s` %.0f".formatted(simple(each.getKey()), each.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String simple(String name) {
    String element = name.endsWith(";") ? name.substring(0, name.length() - 1) + "[]" : name;
    return element.substring(element.lastIndexOf('.') + 1).replace(PART, "");
  }
}
