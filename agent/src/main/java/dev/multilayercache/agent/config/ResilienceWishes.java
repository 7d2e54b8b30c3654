package dev.multilayercache.agent.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for calls whose method is slow or fails; null means not said.
 *
 * @param refreshAhead the part of an entry's life, between 0 and 1, after which a hit reloads it in
 *     the background
 * @param staleIfError how long past its life an entry may answer when the method fails
 * @param softTimeout how long a call waits for the method while an entry past its life could answer
 * @param waitTimeout how long a call waits for another's load of the same key
 */
public record ResilienceWishes(
    @Nullable Double refreshAhead,
    @Nullable Duration staleIfError,
    @Nullable Duration softTimeout,
    @Nullable Duration waitTimeout) {
  public static final ResilienceWishes UNSAID = new ResilienceWishes(null, null, null, null);

  /** The same, with the other's word where nothing is said here. */
  ResilienceWishes orElse(ResilienceWishes other) {
    return new ResilienceWishes(
        refreshAhead == null ? other.refreshAhead : refreshAhead,
        staleIfError == null ? other.staleIfError : staleIfError,
        softTimeout == null ? other.softTimeout : softTimeout,
        waitTimeout == null ? other.waitTimeout : waitTimeout);
  }
}
