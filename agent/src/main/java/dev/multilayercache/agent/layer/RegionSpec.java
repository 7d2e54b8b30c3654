package dev.multilayercache.agent.layer;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * What a layer must know of a cache to hold its part of it.
 *
 * @param cache the cache's name
 * @param valueType the declared generic return type of the cached method; {@code Object.class} when
 *     only the API writes to the cache
 * @param loader the application's loader that decodes values; null is the bootstrap loader
 */
public record RegionSpec(String cache, Type valueType, @Nullable ClassLoader loader) {}
