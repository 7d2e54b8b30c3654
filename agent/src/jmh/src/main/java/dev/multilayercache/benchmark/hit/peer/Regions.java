package dev.multilayercache.benchmark.hit.peer;

/** The strings among the arguments: constants, as they often are. */
final class Regions {
  private static final String[] ALL = {
    "africa",
    "antarctica",
    "asia",
    "europe",
    "middle-east",
    "north-america",
    "oceania",
    "south-america"
  };

  private Regions() {}

  static String of(long id) {
    return ALL[(int) id & (ALL.length - 1)];
  }
}
