package dev.multilayercache.agent.layer;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a layer must know of a cache to hold its part of it.
 *
 * @param cache the cache's name
 * @param valueType the declared generic return type of the cached method; {@code Object.class} when
 *     only the API writes to the cache
 * @param loader the application's loader that decodes values; null is the bootstrap loader
 * @param maxIdle how long an entry of a layer of this JVM stays that is not read; null means the
 *     layer's own
 * @param mostMillis the age beyond which nothing may answer now, whatever it was stored with
 * @param endurance what its entries are good for besides answering until they expire
 */
public record RegionSpec(
    String cache,
    Type valueType,
    @Nullable ClassLoader loader,
    @Nullable Duration maxIdle,
    LongSupplier mostMillis,
    Endurance endurance) {

  /** With entries that only answer until they expire. */
  public RegionSpec(
      String cache,
      Type valueType,
      @Nullable ClassLoader loader,
      @Nullable Duration maxIdle,
      LongSupplier mostMillis) {
    this(cache, valueType, loader, maxIdle, mostMillis, Endurance.NONE);
  }

  /** Without bounds, and with entries that only answer until they expire. */
  public RegionSpec(String cache, Type valueType, @Nullable ClassLoader loader) {
    this(cache, valueType, loader, /* maxIdle= */ null, () -> Long.MAX_VALUE, Endurance.NONE);
  }
}
