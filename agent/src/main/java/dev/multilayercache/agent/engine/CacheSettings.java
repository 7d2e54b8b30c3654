package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.layer.Endurance;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cache as its first user asks for it.
 *
 * @param anchor a class of the application: the cache lives as long as it, and decodes values with
 *     its loader
 * @param valueType the declared generic return type of the cached method; {@code Object.class} when
 *     only the API writes to the cache
 * @param lifetime what holds where a call says nothing else
 * @param layers names of the layers used; empty for all
 * @param consistency what a confirmed invalidation promises about the other nodes
 * @param endurance what its entries are good for besides answering until they expire
 * @param user the method that asks, or null for the API
 */
public record CacheSettings(
    String name,
    Class<?> anchor,
    Type valueType,
    Lifetime lifetime,
    List<String> layers,
    Consistency consistency,
    Endurance endurance,
    @Nullable CacheUser user) {
  public CacheSettings {
    layers = List.copyOf(layers);
  }

  /** A cache whose entries only answer until they expire. */
  public CacheSettings(
      String name,
      Class<?> anchor,
      Type valueType,
      Lifetime lifetime,
      List<String> layers,
      Consistency consistency,
      @Nullable CacheUser user) {
    this(name, anchor, valueType, lifetime, layers, consistency, Endurance.NONE, user);
  }

  /** As the API asks for a cache where agent.yaml says nothing of consistency. */
  public CacheSettings(
      String name, Class<?> anchor, Type valueType, Lifetime lifetime, List<String> layers) {
    this(name, anchor, valueType, lifetime, layers, Consistency.BOUNDED, /* user= */ null);
  }
}
