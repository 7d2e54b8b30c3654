package dev.multilayercache.agent.call;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.key.KeyException;
import dev.multilayercache.agent.transaction.Ending;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one method's {@code @InvalidateCached} and {@code @UpdateCached} do to caches.
 *
 * <p>When the agent fails, more is forgotten than was asked: the key that was to get a new value,
 * or the whole cache, which loses speed and answers nothing old. So does a method that is switched
 * off; to leave its calls alone would keep old values. Errors of the virtual machine pass.
 */
record Changes(
    Caches caches,
    String method,
    List<BoundInvalidation> invalidations,
    List<BoundUpdate> updates,
    CallFailures failures,
    MethodSwitch own,
    KeyHints hints) {

  /** The names of the caches concerned, each once; null among them means all. */
  static List<@Nullable String> cacheNames(
      List<BoundInvalidation> invalidations, List<BoundUpdate> updates) {
    Set<@Nullable String> names = new LinkedHashSet<>();
    invalidations.forEach(each -> names.add(each.cache()));
    updates.forEach(each -> names.add(each.cache()));
    return new ArrayList<>(names);
  }

  /**
   * Does what is due before the body.
   *
   * @param arguments null if they are not known: then all is forgotten
   */
  void before(@Nullable Object @Nullable [] arguments) {
    for (BoundInvalidation each : invalidations) {
      if (each.isBefore()) {
        invalidate(each, arguments, /* result= */ null);
      }
    }
  }

  /** Whether anything may be due after the body. */
  boolean mayBeDueAfter() {
    return !updates.isEmpty() || invalidations.stream().anyMatch(each -> !each.isBefore());
  }

  /** Whether anything is due after a body that ended so, if all that it did is committed. */
  boolean areDueAfter(@Nullable Throwable thrown) {
    return (thrown == null && !updates.isEmpty())
        || invalidations.stream().anyMatch(each -> each.isDueAfter(thrown, Ending.COMMITTED));
  }

  /**
   * Does what is due after a body that returned or threw: first caches forget, then results are
   * stored, so that a method can make room for what it stores.
   *
   * @param arguments null if they are not known: then all is forgotten
   * @param ending of the transaction; without one all is committed that a body does
   */
  void after(
      @Nullable Object @Nullable [] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown,
      Ending ending) {
    for (BoundInvalidation each : invalidations) {
      if (each.isDueAfter(thrown, ending)) {
        invalidate(each, arguments, result);
      }
    }
    if (thrown == null && ending != Ending.ROLLED_BACK) {
      updates.forEach(each -> update(each, arguments, result, ending));
    }
  }

  /**
   * Forgets what can be named before the result is there; stores nothing.
   *
   * @param arguments null if they are not known: then all is forgotten
   */
  void ahead(@Nullable Object @Nullable [] arguments, Ending ending) {
    for (BoundInvalidation each : invalidations) {
      if (each.isDueAfter(/* thrown= */ null, ending)) {
        ahead(each.cache(), arguments, known -> each.evaluate(known, /* result= */ null));
      }
    }
    if (ending != Ending.ROLLED_BACK) {
      for (BoundUpdate each : updates) {
        ahead(each.cache(), arguments, known -> each.forgetting(known, /* result= */ null));
      }
    }
  }

  /**
   * Forgets what a body may have changed whose end nobody will hear of; stores nothing. What only a
   * result could name is forgotten with its cache.
   *
   * @param arguments null if they are not known: then all is forgotten
   */
  void abandoned(@Nullable Object @Nullable [] arguments) {
    for (BoundInvalidation each : invalidations) {
      if (!each.isBefore()) {
        invalidate(each, each.usesResult() ? null : arguments, /* result= */ null);
      }
    }
    for (BoundUpdate each : updates) {
      @Nullable Object @Nullable [] known = each.key().usesResult() ? null : arguments;
      update(each, known, /* result= */ null, Ending.UNSURE);
    }
  }

  private void ahead(
      @Nullable String cache,
      @Nullable Object @Nullable [] arguments,
      Function<@Nullable Object[], List<Invalidation>> named) {
    try {
      if (arguments == null || own.isOff()) {
        forgetAll(cache);
      } else {
        named.apply(arguments).forEach(caches::invalidate);
      }
    } catch (KeyException | IllegalArgumentException needsTheResult) {
      // it is named, or refused in a line, once the result is there
    } catch (Throwable failure) {
      failures.ofInvalidation(method, own, failure);
      forgetAll(cache);
    }
  }

  /** The agent failed before it came to that: all that it could concern is forgotten. */
  void failed(Throwable failure) {
    failures.ofInvalidation(method, own, failure);
    cacheNames(invalidations, updates).forEach(this::forgetAll);
  }

  private void invalidate(
      BoundInvalidation each, @Nullable Object @Nullable [] arguments, @Nullable Object result) {
    try {
      if (arguments == null || own.isOff()) {
        forgetAll(each.cache());
        return;
      }
      List<Invalidation> named = named(each, arguments, result);
      named.forEach(one -> each.carryOut(caches, one));
      each.hint(hints, method, named);
    } catch (Throwable failure) {
      failures.ofInvalidation(method, own, failure);
      forgetAll(each.cache());
    }
  }

  /** Nothing, with a line, if this call's arguments or result make no key, tag or pattern. */
  private List<Invalidation> named(
      BoundInvalidation each, @Nullable Object[] arguments, @Nullable Object result) {
    try {
      return each.evaluate(arguments, result);
    } catch (KeyException | IllegalArgumentException failure) {
      failures.ofInvalidatedName(method, failure);
      return List.of();
    }
  }

  /** A result that is not in the database for sure is not stored: its key is forgotten. */
  private void update(
      BoundUpdate each,
      @Nullable Object @Nullable [] arguments,
      @Nullable Object result,
      Ending ending) {
    try {
      if (arguments == null || own.isOff()) {
        forgetAll(each.cache());
        return;
      }
      List<String> keys = keys(each, arguments, result);
      if (ending == Ending.UNSURE || !isStored(each, keys, arguments, result)) {
        keys.forEach(key -> caches.invalidate(new Invalidation.ByKey(each.cache(), key)));
      }
      hints.check(method, each.cache(), keys, each.key());
    } catch (Throwable failure) {
      failures.ofInvalidation(method, own, failure);
      forgetAll(each.cache());
    }
  }

  /** None, with a line, if this call's arguments or result make no key. */
  private List<String> keys(
      BoundUpdate each, @Nullable Object[] arguments, @Nullable Object result) {
    try {
      return each.keys(arguments, result);
    } catch (KeyException failure) {
      failures.ofUpdatedName(method, failure);
      return List.of();
    }
  }

  /**
   * False, with a line, if the result could not be stored: then nothing may answer in its place.
   */
  private boolean isStored(
      BoundUpdate each, List<String> keys, @Nullable Object[] arguments, @Nullable Object result) {
    try {
      if (failures.refusesToStore(method, result)) {
        return false;
      }
      each.store(keys, arguments, result);
      return true;
    } catch (KeyException | IllegalArgumentException failure) {
      failures.ofUpdatedName(method, failure);
      return false;
    } catch (Throwable failure) {
      failures.ofUpdate(method, own, failure);
      return false;
    }
  }

  private void forgetAll(@Nullable String cache) {
    try {
      caches.invalidate(new Invalidation.All(cache));
    } catch (Throwable failure) {
      failures.ofForgettingAll(method, failure);
    }
  }
}
