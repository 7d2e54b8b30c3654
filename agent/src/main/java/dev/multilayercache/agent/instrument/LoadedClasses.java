package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.log.AgentLog;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the classes that were loaded before the agent came and have methods to weave, and lets the
 * JVM transform them again.
 *
 * <p>There are some even at premain: those of an AOT cache, and those that earlier agents loaded.
 */
final class LoadedClasses {
  /** Each retransformation stops the JVM for a moment, so they are done together. */
  private static final int BATCH = 100;

  private final Instrumentation instrumentation;
  private final ClassWeaver weaver;

  LoadedClasses(Instrumentation instrumentation, ClassWeaver weaver) {
    this.instrumentation = instrumentation;
    this.weaver = weaver;
  }

  void weave() {
    List<Class<?>> candidates = new ArrayList<>();
    for (Class<?> each : instrumentation.getAllLoadedClasses()) {
      if (isCandidate(each)) {
        candidates.add(each);
      }
    }
    for (int from = 0; from < candidates.size(); from += BATCH) {
      retransform(candidates.subList(from, Math.min(from + BATCH, candidates.size())));
    }
  }

  private boolean isCandidate(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null || type.isArray() || type.isPrimitive() || type.isHidden()) {
      return false;
    }
    String internalName = type.getName().replace('.', '/');
    if (WeavingTransformer.isIgnored(loader, internalName)
        || !instrumentation.isModifiableClass(type)) {
      return false;
    }
    byte[] bytes = Inheritance.bytes(internalName, loader);
    return bytes == null // the JVM has them, and shows them when it transforms the class again
        || weaver.hasSites(bytes, loader);
  }

  private void retransform(List<Class<?>> batch) {
    if (batch.size() > 1 && tryRetransform(batch.toArray(Class<?>[]::new)) == null) {
      return;
    }
    for (Class<?> each : batch) {
      Throwable failure = tryRetransform(each);
      if (failure != null) {
        AgentLog.warn(
            each.getName()
                + ": was loaded before the agent and could not be woven ("
                + failure
                + "). Its methods run without caching. Attach the agent with -javaagent.");
      }
    }
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
