package dev.multilayercache;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the agent, if there is one.
 *
 * <p>The agent sets the system property {@code multilayercache.agent} while it is attached, and
 * leaves a function in a class of its own in {@code java.lang}, where every class loader finds it.
 * It may come late, leave, and come again; the class stays.
 */
final class AttachedAgent {
  private static final String PRESENCE = "multilayercache.agent";
  private static final String DISPATCHER = "java.lang.MultiLayerCacheDispatcher";

  /** Gives the function, or null while no agent is attached; null until one was. */
  private static volatile @Nullable Supplier<@Nullable Object> api;

  private static volatile @Nullable AgentDoor door;

  private AttachedAgent() {}

  /** The agent, or null while there is none; costs a look at a system property until one comes. */
  static @Nullable AgentDoor door() {
    Supplier<@Nullable Object> known = api;
    if (known == null) {
      if (System.getProperty(PRESENCE) == null) {
        return null;
      }
      known = find();
      api = known;
    }
    return known == null ? null : door(known.get());
  }

  @SuppressWarnings("unchecked") // as AgentDoor says
  private static @Nullable AgentDoor door(@Nullable Object function) {
    AgentDoor found = door;
    if (function == null) {
      door = null;
      return null;
    }
    if (found == null || !found.isOf(function)) {
      found = new AgentDoor((BiFunction<String, @Nullable Object[], @Nullable Object>) function);
      door = found;
    }
    return found;
  }

  private static @Nullable Supplier<@Nullable Object> find() {
    try {
      Class<?> dispatcher = Class.forName(DISPATCHER, /* initialize= */ true, /* loader= */ null);
      MethodHandle getter =
          MethodHandles.publicLookup()
              .findStatic(dispatcher, "api", MethodType.methodType(BiFunction.class))
              .asType(MethodType.methodType(Object.class));
      return () -> call(getter);
    } catch (ReflectiveOperationException | LinkageError e) {
      return null; // something else set the property: as if there were no agent
    }
  }

  private static @Nullable Object call(MethodHandle getter) {
    try {
      return getter.invokeExact();
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      return null; // it reads a field
    }
  }
}
