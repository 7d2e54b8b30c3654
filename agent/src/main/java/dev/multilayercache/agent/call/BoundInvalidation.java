package dev.multilayercache.agent.call;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.config.ChangeWishes.Invalidation.When;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.key.BoundTemplate;
import dev.multilayercache.agent.key.Template;
import dev.multilayercache.agent.plan.InvalidationPlan;
import dev.multilayercache.agent.transaction.Ending;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One {@code @InvalidateCached} of a method, ready to be evaluated for a call. */
record BoundInvalidation(
    When when,
    @Nullable String cache,
    @Nullable BoundTemplate key,
    List<BoundTemplate> tags,
    @Nullable BoundTemplate pattern,
    boolean expire) {

  /**
   * Binds what was planned to the method's parameters.
   *
   * @throws IllegalArgumentException if a template does not fit them
   */
  static BoundInvalidation of(InvalidationPlan plan, Function<Template, BoundTemplate> bind) {
    Template key = plan.key();
    Template pattern = plan.pattern();
    return new BoundInvalidation(
        plan.when(),
        plan.cache(),
        key == null ? null : bind.apply(key),
        plan.tags().stream().map(bind).toList(),
        pattern == null ? null : bind.apply(pattern),
        plan.expire());
  }

  boolean isBefore() {
    return when == When.BEFORE;
  }

  /** Whether it says what it invalidates only once there is a result. */
  boolean usesResult() {
    return (key != null && key.usesResult())
        || (pattern != null && pattern.usesResult())
        || tags.stream().anyMatch(BoundTemplate::usesResult);
  }

  /** Whether it is due after the body and the transaction around it ended so. */
  boolean isDueAfter(@Nullable Throwable thrown, Ending ending) {
    return when == When.ALWAYS
        || (when == When.AFTER_SUCCESS && thrown == null && ending != Ending.ROLLED_BACK);
  }

  /**
   * What a call invalidates: nothing if all its tags came out empty, more than one thing if the
   * declared types leave open which key it means.
   */
  List<Invalidation> evaluate(@Nullable Object[] arguments, @Nullable Object result) {
    String cache = this.cache;
    if (key != null && cache != null) {
      return map(key.renderKeys(arguments, result), each -> new Invalidation.ByKey(cache, each));
    }
    if (pattern != null) {
      return map(
          pattern.renderPatterns(arguments, result),
          each -> new Invalidation.ByPattern(cache, KeyPattern.atLeast(each)));
    }
    if (tags.isEmpty()) {
      return List.of(new Invalidation.All(cache));
    }
    List<String> rendered = BoundTemplate.renderTags(tags, arguments, result);
    return rendered.isEmpty() ? List.of() : List.of(new Invalidation.ByTags(cache, rendered));
  }

  /** Tells if {@link #evaluate} gave keys that are nobody's. */
  void hint(KeyHints hints, String method, List<Invalidation> named) {
    if (key != null && cache != null) {
      List<String> keys = map(named, each -> ((Invalidation.ByKey) each).key());
      hints.check(method, cache, keys, key);
    }
  }

  /** Does what {@link #evaluate} gave. */
  void carryOut(Caches caches, Invalidation named) {
    if (expire && named instanceof Invalidation.ByKey key) {
      caches.expire(key);
    } else {
      caches.invalidate(named);
    }
  }

  private static <T, R> List<R> map(List<T> all, Function<T, R> each) {
    return all.stream().map(each).toList();
  }
}
