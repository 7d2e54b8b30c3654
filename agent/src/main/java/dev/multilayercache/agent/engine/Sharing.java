package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.layer.Endurance;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The methods that use one cache, and what they must have in common: else one would be given what
 * another means by the same key, or for longer than it asks for.
 *
 * <p>Not safe for use by several threads.
 */
final class Sharing {
  private final Map<String, CacheUser> users = new LinkedHashMap<>();

  /**
   * Lets a method use the cache, again or for the first time.
   *
   * @param made the settings of the cache, which were the first method's
   * @throws IllegalArgumentException with what to write instead, if the methods do not fit
   */
  void admit(CacheUser user, CacheSettings asked, CacheSettings made) {
    if (!users.containsKey(user.method())) {
      for (CacheUser other : users.values()) {
        checkKeys(asked.name(), user, other);
        checkResults(asked.name(), user, other);
        checkSettings(asked, made, other.display());
      }
      users.put(user.method(), user);
    }
  }

  private static void checkKeys(String cache, CacheUser user, CacheUser other) {
    if (user.declaration().equals(other.declaration())) {
      throw refused(
          cache,
          other.display(),
          "both inherit that from " + user.declaration() + ", though one key may mean two values",
          "Annotate each with a cache of its own, or leave cache out");
    }
    if (!user.isKeyWritten() || !other.isKeyWritten()) {
      throw refused(
          cache,
          other.display(),
          "not both have a key template",
          "Write key at both, or give each a cache of its own");
    }
    checkSameInKeys(cache, other, "receiver", user.receiver(), other.receiver());
    checkSameInKeys(cache, other, "varyBy", user.varyBy(), other.varyBy());
  }

  private static void checkSameInKeys(
      String cache, CacheUser other, String name, Object asked, Object made) {
    if (!asked.equals(made)) {
      throw refused(
          cache,
          other.display(),
          "with %s %s in its keys, this one with %s".formatted(name, made, asked),
          "Write the same at both, or give each a cache of its own");
    }
  }

  private static void checkResults(String cache, CacheUser user, CacheUser other) {
    if (!user.results().equals(other.results())) {
      throw refused(
          cache,
          other.display(),
          "with %s, this one with %s".formatted(other.results(), user.results()),
          "Write the same at both, or give each a cache of its own");
    }
  }

  private static void checkSettings(CacheSettings asked, CacheSettings made, String other) {
    String cache = asked.name();
    Type type = boxed(asked.valueType());
    Type madeType = boxed(made.valueType());
    if (!type.equals(madeType)) {
      throw refused(
          cache,
          other,
          "results of type %s are none of %s".formatted(type.getTypeName(), madeType.getTypeName()),
          "Give each a cache of its own");
    }
    if (!asked.layers().equals(made.layers())) {
      throw refused(
          cache,
          other,
          "with layers %s, this one with %s".formatted(made.layers(), asked.layers()),
          "Give both the same layers, or each a cache of its own");
    }
    checkEqual(cache, other, "consistency", asked.consistency().word(), made.consistency().word());
    checkLifetimes(asked, made, other);
    Endurance endurance = asked.endurance();
    Endurance madeEndurance = made.endurance();
    checkEqual(cache, other, "refreshAhead", endurance.reloadAt(), madeEndurance.reloadAt());
    checkEqual(cache, other, "staleIfError", endurance.keptFor(), madeEndurance.keptFor());
  }

  private static void checkLifetimes(CacheSettings asked, CacheSettings made, String other) {
    String cache = asked.name();
    Lifetime lifetime = asked.lifetime();
    Lifetime madeLifetime = made.lifetime();
    checkEqual(cache, other, "ttl", lifetime.ttl(), madeLifetime.ttl());
    for (String layer : asked.layers()) {
      checkEqual(
          cache,
          other,
          "layerTtl." + layer,
          lifetime.layerTtl().getOrDefault(layer, lifetime.ttl()),
          madeLifetime.layerTtl().getOrDefault(layer, madeLifetime.ttl()));
    }
    checkEqual(cache, other, "nullTtl", lifetime.nullTtl(), madeLifetime.nullTtl());
    checkEqual(cache, other, "ttlUntil", lifetime.until(), madeLifetime.until());
    checkEqual(cache, other, "maxIdle", lifetime.maxIdle(), madeLifetime.maxIdle());
  }

  /**
   * Checks who only writes: what it writes must be what the methods read.
   *
   * @param made the settings of the cache; if no method reads from it, anything fits
   * @throws IllegalArgumentException with what to write instead, if it is not
   */
  static void checkWriter(Type written, CacheSettings made) {
    CacheUser reader = made.user();
    if (reader != null && !isWithin(boxed(written), boxed(made.valueType()))) {
      throw refused(
          made.name(),
          reader.display(),
          "a result of type %s is none of %s"
              .formatted(written.getTypeName(), made.valueType().getTypeName()),
          "Return what that method returns, or write @InvalidateCached");
    }
  }

  /** A subclass is as good; of two type arguments nothing is known but that they are equal. */
  private static boolean isWithin(Type written, Type read) {
    return written.equals(read)
        || (written instanceof Class<?> subclass
            && read instanceof Class<?> type
            && type.isAssignableFrom(subclass));
  }

  private static void checkEqual(
      String cache, String other, String name, @Nullable Object asked, @Nullable Object made) {
    if (!Objects.equals(asked, made)) {
      throw refused(
          cache,
          other,
          "with %s %s, this one with %s".formatted(name, made, asked),
          "Write the same at both, or at neither and set caches.%s.%s in the agent's file"
              .formatted(cache, name));
    }
  }

  private static IllegalArgumentException refused(
      String cache, String other, String obstacle, String remedy) {
    return new IllegalArgumentException(
        "cache %s is used by %s too, and %s. %s.".formatted(cache, other, obstacle, remedy));
  }

  private static Type boxed(Type type) {
    return type instanceof Class<?> each ? MethodType.methodType(each).wrap().returnType() : type;
  }
}
