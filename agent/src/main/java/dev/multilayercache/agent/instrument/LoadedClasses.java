package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * Lets the installed transformer see those that have methods to weave, supertypes first: where a
   * loader gives no class files, what is noted of them has to be there before their heirs.
   */
  void weave(ClassWeaver weaver, PlanRegistry registry, Refusals refusals) {
    List<Class<?>> candidates = those(type -> mayHaveSites(type, weaver));
    candidates.sort(Comparator.comparingInt(LoadedClasses::depth));
    retransform(candidates)
        .forEach(
            (type, failure) -> {
              registry.withdrawAll(loader(type), type.getName());
              refusals.notCached(
                  type.getName(),
                  "it was loaded before the agent and could not be woven ("
                      + failure
                      + "). Attach the agent with -javaagent.");
            });
  }

  /**
   * Gives those that were woven the bytes that they had; the transformer must be gone before.
   *
   * @return how many
   */
  int restore(PlanRegistry registry) {
    List<Class<?>> woven = those(type -> registry.isWoven(loader(type), type.getName()));
    Map<Class<?>, Throwable> failures = retransform(woven);
    failures.forEach(
        (type, failure) ->
            AgentLog.warn(
                type.getName()
                    + ": could not be made what it was ("
                    + failure
                    + "). Its calls run without caching all the same."));
    return woven.size() - failures.size();
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

  private static int depth(Class<?> type) {
    Class<?> superclass = type.getSuperclass();
    int depth = superclass == null ? 0 : depth(superclass) + 1;
    for (Class<?> each : type.getInterfaces()) {
      depth = Math.max(depth, depth(each) + 1);
    }
    return depth;
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

  /** Where its loader does not give its class file, or another, the transformer has to look. */
  private static boolean mayHaveSites(Class<?> type, ClassWeaver weaver) {
    try {
      byte[] bytes = Inheritance.bytes(internalName(type), loader(type));
      return bytes == null || weaver.mayHaveSites(bytes, loader(type));
    } catch (RuntimeException | LinkageError e) {
      return true;
    }
  }

  private static ClassLoader loader(Class<?> type) {
    return type.getClassLoader();
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  /** What failed, and why. */
  private Map<Class<?>, Throwable> retransform(List<Class<?>> classes) {
    Map<Class<?>, Throwable> failures = new LinkedHashMap<>();
    for (int from = 0; from < classes.size(); from += BATCH) {
      List<Class<?>> batch = classes.subList(from, Math.min(from + BATCH, classes.size()));
      if (tryRetransform(batch.toArray(Class<?>[]::new)) != null) {
        for (Class<?> each : batch) {
          Throwable failure = tryRetransform(each);
          if (failure != null) {
            failures.put(each, failure);
          }
        }
      }
    }
    return failures;
  }

  /** Whatever it is: one class must not keep the others from it. */
  private @Nullable Throwable tryRetransform(Class<?>... classes) {
    try {
      instrumentation.retransformClasses(classes);
      return null;
    } catch (Exception | Error e) {
      return e;
    }
  }
}
