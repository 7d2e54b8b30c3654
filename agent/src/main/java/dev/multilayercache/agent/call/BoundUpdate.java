package dev.multilayercache.agent.call;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.key.BoundTemplate;
import dev.multilayercache.agent.key.Template;
import dev.multilayercache.agent.plan.UpdatePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One {@code @UpdateCached} of a method, ready to store the result of a call. */
record BoundUpdate(UpdatedCache target, BoundTemplate key, List<BoundTemplate> tags) {

  /**
   * Binds what was planned to the method's parameters.
   *
   * @throws IllegalArgumentException if a template does not fit them
   */
  static BoundUpdate of(
      UpdatePlan plan, UpdatedCache target, Function<Template, BoundTemplate> bind) {
    return new BoundUpdate(target, bind.apply(plan.key()), plan.tags().stream().map(bind).toList());
  }

  String cache() {
    return target.name();
  }

  /** The keys that a call means: more than one if the declared types leave open which. */
  List<String> keys(@Nullable Object[] arguments, @Nullable Object result) {
    return key.renderKeys(arguments, result);
  }

  /** What makes the cache forget what is under those keys. */
  List<Invalidation> forgetting(@Nullable Object[] arguments, @Nullable Object result) {
    List<Invalidation> forgotten = new ArrayList<>();
    for (String each : keys(arguments, result)) {
      forgotten.add(new Invalidation.ByKey(cache(), each));
    }
    return forgotten;
  }

  /**
   * Stores the result under the keys, in place of what is there.
   *
   * @throws IllegalArgumentException with the reason if the cache is of results of another type
   */
  void store(List<String> keys, @Nullable Object[] arguments, @Nullable Object result) {
    List<String> rendered = BoundTemplate.renderTags(tags, arguments, result);
    LayeredCache cache = target.cache();
    for (String each : keys) {
      cache.replace(each, result, rendered, target.lifetimeIn(cache));
    }
  }
}
