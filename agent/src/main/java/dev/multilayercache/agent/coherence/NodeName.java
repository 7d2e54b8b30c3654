package dev.multilayercache.agent.coherence;

import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A name unlike any other node's, also of this JVM's earlier ones.
 *
 * <p>Made when it is asked for first, which is after {@code main} began: random numbers read the
 * security properties, and on JDK 25 those open the default file system.
 */
final class NodeName implements Supplier<UUID> {
  private @Nullable UUID made;

  @Override
  public synchronized UUID get() {
    UUID name = made;
    if (name == null) {
      name = UUID.randomUUID();
      made = name;
    }
    return name;
  }
}
