package dev.multilayercache.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the command line says.
 *
 * @param port the first port to try; 0 takes any free one
 * @param queryCost how long each query of the catalogue sleeps
 * @param data the directory of the database; the same one in all JVMs by default, so they share it
 */
record DemoOptions(int port, Duration queryCost, Path data) {

  static final String USAGE =
      "Usage: java -jar multilayer-cache-demo-app.jar"
          + " [--port 8080] [--query-cost 300ms] [--data DIRECTORY]";

  private static final Pattern COST = Pattern.compile("(\\d{1,6})(ms|s)");

  static DemoOptions defaults() {
    String directory = "multilayer-cache-demo-" + System.getProperty("user.name");
    return new DemoOptions(
        8080, Duration.ofMillis(300), Path.of(System.getProperty("java.io.tmpdir"), directory));
  }

  /** Reads the arguments; an {@link IllegalArgumentException} says in one line what is wrong. */
  static DemoOptions parse(String... args) {
    DemoOptions options = defaults();
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value. " + USAGE);
      }
      options = options.with(args[i], args[i + 1]);
    }
    return options;
  }

  private DemoOptions with(String name, String value) {
    return switch (name) {
      case "--port" -> new DemoOptions(parsePort(value), queryCost, data);
      case "--query-cost" -> new DemoOptions(port, parseCost(value), data);
      case "--data" -> new DemoOptions(port, queryCost, Path.of(value));
      default -> throw new IllegalArgumentException("Unknown option " + name + ". " + USAGE);
    };
  }

  private static int parsePort(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
      throw new IllegalArgumentException(
          "--port is \"" + text + "\", not a port. Write a number from 0 to 65535.");
    }
    return Integer.parseInt(text);
  }

  private static Duration parseCost(String text) {
    Matcher cost = COST.matcher(text);
    if (!cost.matches()) {
      throw new IllegalArgumentException(
          "--query-cost is \"" + text + "\", not a duration. Write 300ms or 2s.");
    }
    long amount = Long.parseLong(cost.group(1));
    return cost.group(2).equals("ms") ? Duration.ofMillis(amount) : Duration.ofSeconds(amount);
  }
}
