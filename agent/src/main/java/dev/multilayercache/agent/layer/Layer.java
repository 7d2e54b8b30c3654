package dev.multilayercache.agent.layer;

import dev.multilayercache.agent.coherence.InvalidationBus;
import java.util.Optional;

/**
 * One store in the chain, near or far.
 *
 * <p>A layer must not keep application objects, types or loaders reachable other than through the
 * regions it gave out, and must hold those weakly. It is usable from the moment it is made: until
 * it is ready, and whenever it is not, its regions answer with a miss whose lease is {@link
 * Lease#NONE}. Safe for use by any thread.
 */
public interface Layer extends AutoCloseable {

  /**
   * Begins what takes time, in the background; returns at once. Called once, when the application's
   * classes are being woven already.
   */
  default void start() {}

  /** The name from agent.yaml, unique in the chain. */
  String name();

  /**
   * Whether other JVMs see the same entries; application objects reach such a layer as bytes only.
   */
  boolean isShared();

  Region region(RegionSpec spec);

  LayerStatus status();

  /** Entries of all caches, as well as the layer can tell. */
  long entries();

  /**
   * How invalidations reach the other nodes that share this layer; empty for a layer of this JVM
   * alone.
   */
  default Optional<InvalidationBus> bus() {
    return Optional.empty();
  }

  /**
   * How a layer forgets that keeps entries beyond the life of this JVM, for this JVM alone; empty
   * for any other. Such a layer has no {@link #bus}, and its regions need not be told.
   */
  default Optional<Forgetter> forgetter() {
    return Optional.empty();
  }

  /**
   * The JVM ends: does what must be done before. The application may go on and invalidate until the
   * last moment. Never throws, ends within a second.
   */
  default void end() {
    close();
  }

  /** Where nodes that share this layer leave their hot keys; empty if they cannot. */
  default Optional<HotKeyStore> hotKeys() {
    return Optional.empty();
  }

  /** Stops; never throws, ends within a second. */
  @Override
  void close();
}
