package dev.multilayercache.agent.call;

import dev.multilayercache.agent.key.KeyException;
import dev.multilayercache.agent.key.ValuePath;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a result says itself that it may be kept: a {@link Duration}, an {@link Instant} at
 * which it ends, or a number of seconds.
 *
 * @param path from the result to where it says so
 */
record ResultTtl(ValuePath path, InstantSource clock) {
  private static final long MOST_SECONDS = Duration.ofDays(36_500).toSeconds();
  private static final Object[] NO_ARGUMENTS = {};

  /**
   * Binds {@code ttlFrom}.
   *
   * @param path the names of properties, joined by dots
   * @param clock tells how long it is to an instant
   * @throws IllegalArgumentException if results have no such property, or it is of another type
   */
  static ResultTtl of(String path, Class<?> resultClass, InstantSource clock) {
    ValuePath bound;
    try {
      bound = ValuePath.of("result", List.of(path.split("\\.", -1)), null, List.of(), resultClass);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("ttlFrom \"" + path + "\": " + e.getMessage(), e);
    }
    if (!mayBeTtl(bound.type())) {
      throw new IllegalArgumentException(
          "ttlFrom \"%s\" is a %s, from which no ttl can be told. Name a property that is a Duration, an Instant or a number of seconds."
              .formatted(path, bound.type().getTypeName()));
    }
    return new ResultTtl(bound, clock);
  }

  private static boolean mayBeTtl(Class<?> type) {
    return type.isAssignableFrom(Duration.class)
        || type.isAssignableFrom(Instant.class)
        || Number.class.isAssignableFrom(type)
        || type == Optional.class
        || (type.isPrimitive() && type != boolean.class && type != char.class);
  }

  /**
   * From now on; null if the result says nothing, zero or less if its time is over.
   *
   * @throws KeyException if what it says is of another type, or reading it throws
   */
  @Nullable Duration of(@Nullable Object result) {
    Object said = path.follow(NO_ARGUMENTS, result);
    if (said instanceof Optional<?> box) {
      said = box.orElse(null);
    }
    if (said == null) {
      return null;
    }
    if (said instanceof Duration duration) {
      return duration;
    }
    if (said instanceof Instant instant) {
      return Duration.between(clock.instant(), instant);
    }
    if (said instanceof Number seconds) {
      return ofSeconds(seconds.doubleValue());
    }
    throw new KeyException(
        "ttlFrom gives a %s, not a Duration, an Instant or a number of seconds"
            .formatted(said.getClass().getName()));
  }

  /** Not a number is no time at all: nothing is guessed. */
  private static Duration ofSeconds(double seconds) {
    if (Double.isNaN(seconds)) {
      return Duration.ZERO;
    }
    double bounded = Math.max(-1, Math.min((double) MOST_SECONDS, seconds));
    return Duration.ofNanos((long) (bounded * 1e9));
  }
}
