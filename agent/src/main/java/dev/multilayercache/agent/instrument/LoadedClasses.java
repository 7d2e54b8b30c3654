package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.plan.PlanRegistry;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The classes that the JVM has loaded, transformed again where the agent has come late or goes.
 *
 * <p>There are some to weave even at premain: those of an AOT cache, and those that earlier agents
 * loaded.
 */
final class LoadedClasses {
  /** Each retransformation stops the JVM for a moment, so they are done together. */
  private static final int BATCH = 100;

  private final Instrumentation instrumentation;

  LoadedClasses(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Lets the installed transformer see those that have methods to weave. */
  void weave(ClassWeaver weaver) {
    retransform(
        those(type -> hasSites(type, weaver)),
        "was loaded before the agent and could not be woven (%s). Its methods run without caching."
            + " Attach the agent with -javaagent.");
  }

  /**
   * Gives those that were woven the bytes that they had; the transformer must be gone before.
   *
   * @return how many
   */
  int restore(PlanRegistry registry) {
    List<Class<?>> woven = those(type -> registry.isWoven(loader(type), type.getName()));
    return woven.size()
        - retransform(
            woven,
            "could not be made what it was (%s). Its calls run without caching all the same.");
  }

  private List<Class<?>> those(Predicate<Class<?>> wanted) {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> each : instrumentation.getAllLoadedClasses()) {
      if (mayBeWoven(each) && wanted.test(each)) {
        found.add(each);
      }
    }
    return found;
  }

  private boolean mayBeWoven(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null
        && !type.isArray()
        && !type.isPrimitive()
        && !type.isHidden()
        && !WeavingTransformer.isIgnored(loader, internalName(type))
        && instrumentation.isModifiableClass(type);
  }

  /** A loader that does not give its class files leaves it to the transformer to look. */
  private static boolean hasSites(Class<?> type, ClassWeaver weaver) {
    byte[] bytes = Inheritance.bytes(internalName(type), loader(type));
    return bytes == null || weaver.hasSites(bytes, loader(type));
  }

  private static ClassLoader loader(Class<?> type) {
    return type.getClassLoader();
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  /** Tells of each that fails, and gives how many did. */
  private int retransform(List<Class<?>> classes, String complaint) {
    int failures = 0;
    for (int from = 0; from < classes.size(); from += BATCH) {
      List<Class<?>> batch = classes.subList(from, Math.min(from + BATCH, classes.size()));
      failures += retransformBatch(batch, complaint);
    }
    return failures;
  }

  private int retransformBatch(List<Class<?>> batch, String complaint) {
    if (tryRetransform(batch.toArray(Class<?>[]::new)) == null) {
      return 0;
    }
    int failures = 0;
    for (Class<?> each : batch) {
      Throwable failure = tryRetransform(each);
      if (failure != null) {
        failures++;
        AgentLog.warn(each.getName() + ": " + complaint.formatted(failure));
      }
    }
    return failures;
  }

  private @Nullable Throwable tryRetransform(Class<?>... classes) {
    try {
      instrumentation.retransformClasses(classes);
      return null;
    } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
      return e;
    }
  }
}
