package dev.multilayercache.agent.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is loaded before anybody asks.
 *
 * @param after how long after the application has loaded a class its methods are called
 * @param concurrency how many calls run at the same time
 * @param timeout how long the calls of one method may take; what has not begun by then is skipped
 * @param hotKeys how many keys of each cache are remembered in the cluster; 0 remembers none
 * @param every how often they are
 */
public record WarmUpConfig(
    Duration after,
    int concurrency,
    Duration timeout,
    int hotKeys,
    Duration every,
    List<WarmMethod> methods) {
  static final WarmUpConfig BUILT_IN =
      new WarmUpConfig(
          Duration.ofSeconds(5),
          /* concurrency= */ 4,
          Duration.ofSeconds(60),
          /* hotKeys= */ 0,
          Duration.ofMinutes(10),
          List.of());

  public WarmUpConfig {
    methods = List.copyOf(methods);
  }

  /** Whether nothing is to be loaded ahead. */
  public boolean isNothing() {
    return hotKeys == 0 && methods.isEmpty();
  }

  /**
   * A method to call.
   *
   * @param parameterTypes as in {@link MethodConfig}
   * @param arguments of each call, as the types take them
   * @param argumentsFrom gives them instead; null if they are written out
   * @param receiver gives the object that is called; null for a static method
   * @param place where it is written, for people
   */
  public record WarmMethod(
      String className,
      String method,
      List<String> parameterTypes,
      List<List<Object>> arguments,
      @Nullable Giver argumentsFrom,
      @Nullable Giver receiver,
      String place) {
    public WarmMethod {
      parameterTypes = List.copyOf(parameterTypes);
      arguments = List.copyOf(arguments);
    }

    /** For people. */
    @Override
    public String toString() {
      return className + "." + method + "(" + String.join(",", parameterTypes) + ")";
    }
  }

  /** A static method without parameters. */
  public record Giver(String className, String method) {
    /** For people. */
    @Override
    public String toString() {
      return className + "#" + method + "()";
    }
  }
}
