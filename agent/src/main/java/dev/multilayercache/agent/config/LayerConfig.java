package dev.multilayercache.agent.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What agent.yaml says of one layer.
 *
 * @param ttl null means that only the caches' ttl bounds it
 * @param maxIdle how long an entry stays that is not read; null means as long as there is room
 * @param ttlJitter the part of its ttl that an entry's life may be shorter, by chance
 * @param memoryGuard the part of the heap above which nothing new is kept; 1 for none
 * @param values of a layer that holds them as bytes
 * @param admitAfter with how many hits in farther layers a key is copied into this one
 * @param file of a layer of type file, else null
 * @param store of a layer whose type is a class, else null
 */
public record LayerConfig(
    String name,
    String type,
    @Nullable Duration ttl,
    long maximumEntries,
    @Nullable Duration maxIdle,
    double ttlJitter,
    double memoryGuard,
    ValueConfig values,
    int admitAfter,
    @Nullable FileConfig file,
    @Nullable StoreConfig store) {

  /** The layer in this JVM. */
  public static final String CAFFEINE = "caffeine";

  /** No part of the heap is too much. */
  static final double NO_GUARD = 1;

  /** The layer shared by the cluster. */
  public static final String HAZELCAST = "hazelcast";

  /** The layer in files of this machine. */
  public static final String FILE = "file";

  static final LayerConfig LOCAL =
      new LayerConfig("local", CAFFEINE, null, defaultMaximumEntries(CAFFEINE));

  /** With the type's defaults for the rest. */
  public LayerConfig(String name, String type, @Nullable Duration ttl, long maximumEntries) {
    this(
        name,
        type,
        ttl,
        maximumEntries,
        /* maxIdle= */ null,
        defaultTtlJitter(type),
        NO_GUARD,
        ValueConfig.USUAL,
        /* admitAfter= */ 1,
        /* file= */ null,
        /* store= */ null);
  }

  /** Whether other nodes see what it holds. */
  boolean isShared() {
    return type.equals(HAZELCAST);
  }

  /** How many entries a layer of a type holds where the file does not say. */
  static long defaultMaximumEntries(String type) {
    return type.equals(CAFFEINE) ? 10_000 : 100_000;
  }

  /** What other nodes store in the same moment is not to expire for all of them at once. */
  static double defaultTtlJitter(String type) {
    return type.equals(HAZELCAST) ? 0.1 : 0;
  }

  static List<String> types() {
    return List.of(CAFFEINE, HAZELCAST, FILE);
  }
}
