package dev.multilayercache.agent.engine;

import java.lang.reflect.Type;
import java.util.List;

/**
 * A cache as its first user asks for it.
 *
 * @param anchor a class of the application: the cache lives as long as it, and decodes values with
 *     its loader
 * @param valueType the declared generic return type of the cached method; {@code Object.class} when
 *     only the API writes to the cache
 * @param lifetime what holds where a call says nothing else
 * @param layers names of the layers used; empty for all
 */
public record CacheSettings(
    String name, Class<?> anchor, Type valueType, Lifetime lifetime, List<String> layers) {
  public CacheSettings {
    layers = List.copyOf(layers);
  }
}
