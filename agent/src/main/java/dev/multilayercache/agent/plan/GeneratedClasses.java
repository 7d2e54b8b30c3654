package dev.multilayercache.agent.plan;

import java.util.List;

/**
 * The classes that frameworks generate at run time on top of an application's: proxies, mocks,
 * lambdas. Their names differ from one run to the next.
 */
public final class GeneratedClasses {
  private static final List<String> MARKS =
      List.of(
          "$$",
          "$Proxy",
          "$HibernateProxy",
          "$ByteBuddy$",
          "$MockitoMock$",
          "_ClientProxy", // Quarkus, as the next one: what its interceptors wrap
          "_Subclass",
          "$Definition$Intercepted", // Micronaut
          "__Intercepted"); // Helidon

  /** The Scala compiler's anonymous classes: as lasting as any that somebody wrote. */
  private static final String COMPILED = "$$anon$";

  private GeneratedClasses() {}

  /**
   * Whether a class is one of them by its name.
   *
   * @param name binary or internal
   */
  public static boolean isGenerated(String name) {
    for (String mark : MARKS) {
      if (name.contains(mark)) {
        return !name.contains(COMPILED);
      }
    }
    return false;
  }
}
