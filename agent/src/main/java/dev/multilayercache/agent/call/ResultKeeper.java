package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.Keeping;
import dev.multilayercache.agent.key.BoundTemplate;
import dev.multilayercache.agent.key.KeyException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which results of one method are stored, with what tags and for how long.
 *
 * @param ttl null if no result says how long it lives
 */
record ResultKeeper(
    String method,
    List<BoundTemplate> tags,
    StoreCondition stored,
    @Nullable ResultTtl ttl,
    CallFailures failures) {

  /**
   * How a result is kept, or null for one that is not stored.
   *
   * @param arguments of the call that loaded it
   */
  @Nullable Keeping keep(@Nullable Object[] arguments, @Nullable Object result, long loadNanos) {
    if (failures.refusesForOneCallerOnly(method, result)
        || !stored.holds(arguments, result, loadNanos)) {
      return null;
    }
    try {
      return new Keeping(tagsOf(arguments, result), ttl == null ? null : ttl.of(result));
    } catch (KeyException e) {
      failures.ofKeeping(method, e);
      return null;
    }
  }

  /** The same for an exception: with the tags that need no result. */
  @Nullable Keeping keepFailure(@Nullable Object[] arguments, Duration ttl, long loadNanos) {
    if (loadNanos < stored.minCostNanos()) {
      return null;
    }
    try {
      return new Keeping(tagsOf(arguments, /* result= */ null), ttl);
    } catch (KeyException e) {
      failures.ofKeeping(method, e);
      return null;
    }
  }

  /**
   * The tags that the method itself gives a result.
   *
   * @throws KeyException if a value cannot be written
   */
  List<String> tagsOf(@Nullable Object[] arguments, @Nullable Object result) {
    return BoundTemplate.renderTags(tags, arguments, result);
  }
}
