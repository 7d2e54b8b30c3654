package dev.multilayercache;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the agent, if there is one.
 *
 * <p>The agent sets the system property {@code multilayercache.agent} once it is attached, and
 * leaves a function in a class of its own in {@code java.lang}, where every class loader finds it.
 * It may come late; then it stays, because an agent does not leave its JVM.
 */
final class AttachedAgent {
  private static final String PRESENCE = "multilayercache.agent";
  private static final String DISPATCHER = "java.lang.MultiLayerCacheDispatcher";

  private static volatile @Nullable AgentDoor door;

  private AttachedAgent() {}

  /** The agent, or null while there is none; costs a look at a system property then. */
  static @Nullable AgentDoor door() {
    AgentDoor found = door;
    if (found == null && System.getProperty(PRESENCE) != null) {
      found = find();
      door = found;
    }
    return found;
  }

  @SuppressWarnings("unchecked") // as AgentDoor says
  private static @Nullable AgentDoor find() {
    try {
      Class<?> dispatcher = Class.forName(DISPATCHER, /* initialize= */ true, /* loader= */ null);
      Object api = dispatcher.getMethod("api").invoke(null);
      return api == null
          ? null
          : new AgentDoor((BiFunction<String, @Nullable Object[], @Nullable Object>) api);
    } catch (ReflectiveOperationException | LinkageError e) {
      return null; // something else set the property: as if there were no agent
    }
  }
}
