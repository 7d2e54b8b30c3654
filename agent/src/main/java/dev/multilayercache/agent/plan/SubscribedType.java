package dev.multilayercache.agent.plan;

import org.jspecify.annotations.Nullable;

/**
 * A declared result that does the method's work anew for each of its subscribers, and of which the
 * agent can hear how that ends.
 *
 * <p>By name, as they are classes of libraries that the agent does not have.
 */
public enum SubscribedType {
  MONO("reactor.core.publisher.Mono"),
  FLUX("reactor.core.publisher.Flux"),
  UNI("io.smallrye.mutiny.Uni"),
  MULTI("io.smallrye.mutiny.Multi");

  private final String className;

  SubscribedType(String className) {
    this.className = className;
  }

  /** Null if a type of this name is none. */
  public static @Nullable SubscribedType named(String typeName) {
    for (SubscribedType each : values()) {
      if (each.className.equals(typeName)) {
        return each;
      }
    }
    return null;
  }
}
