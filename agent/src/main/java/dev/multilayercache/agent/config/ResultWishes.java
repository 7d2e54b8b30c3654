package dev.multilayercache.agent.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for the results of a method; null or empty means not said.
 *
 * @param cachedExceptions names of exception classes that are cached like results
 * @param exceptionTtl for those
 * @param copy whether callers get copies
 * @param batch whether a method from a collection of keys to a map is cached by element
 */
public record ResultWishes(
    List<String> cachedExceptions,
    @Nullable Duration exceptionTtl,
    @Nullable CopyPolicy copy,
    @Nullable Boolean batch) {
  public static final ResultWishes UNSAID = new ResultWishes(List.of(), null, null, null);

  public ResultWishes {
    cachedExceptions = List.copyOf(cachedExceptions);
  }

  /** The same, with the other's word where nothing is said here. */
  ResultWishes orElse(ResultWishes other) {
    return new ResultWishes(
        cachedExceptions.isEmpty() ? other.cachedExceptions : cachedExceptions,
        exceptionTtl == null ? other.exceptionTtl : exceptionTtl,
        copy == null ? other.copy : copy,
        batch == null ? other.batch : batch);
  }
}
