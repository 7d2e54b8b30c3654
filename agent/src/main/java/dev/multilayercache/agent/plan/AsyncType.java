package dev.multilayercache.agent.plan;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A declared result that brings its value later, once, and of which the agent can make others.
 *
 * <p>By name, as two of them are classes of libraries that the agent does not have. A subclass is
 * none of them: nobody but its author can make one.
 */
public enum AsyncType {
  COMPLETABLE_FUTURE("java.util.concurrent.CompletableFuture"),
  COMPLETION_STAGE("java.util.concurrent.CompletionStage"),
  MONO("reactor.core.publisher.Mono"),
  UNI("io.smallrye.mutiny.Uni");

  private final String className;

  AsyncType(String className) {
    this.className = className;
  }

  /** Null if a type of this name is none. */
  public static @Nullable AsyncType named(String typeName) {
    for (AsyncType each : values()) {
      if (each.className.equals(typeName)) {
        return each;
      }
    }
    return null;
  }

  /** The type of the values that are cached: what a declared result brings, else the result. */
  public static Type valueOf(Type declared) {
    if (declared instanceof ParameterizedType generic
        && generic.getRawType() instanceof Class<?> raw
        && named(raw.getName()) != null) {
      return generic.getActualTypeArguments()[0];
    }
    return declared instanceof Class<?> bare && named(bare.getName()) != null
        ? Object.class
        : declared;
  }
}
