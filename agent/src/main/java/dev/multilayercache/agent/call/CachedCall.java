package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.Keeping;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.engine.Lifetime;
import dev.multilayercache.agent.engine.LoadRequest;
import dev.multilayercache.agent.key.BoundTemplate;
import dev.multilayercache.agent.key.KeyException;
import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.layer.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a cached method's call site does when the method is entered.
 *
 * <p>This is the slow path; hits of the nearest layer do without, see {@link CallHandles}.
 *
 * @param own counts what fails in us, see {@link SwitchedCallSite}
 * @param resultClass what a value must be an instance of; the woven code casts to it unchecked
 */
record CachedCall(
    LayeredCache cache,
    String method,
    Class<?> resultClass,
    boolean acceptsNull,
    boolean mayWait,
    Lifetime lifetime,
    List<BoundTemplate> tags,
    StoreCondition stored,
    CallFailures failures,
    MethodSwitch own) {

  /** After a miss of the nearest layer: a hit of another, a flight to complete, or null. */
  @SuppressWarnings({"unchecked", "unused"}) // what LayeredCache gives; features use the receiver
  @Nullable Object enter(Object localKey, @Nullable Object receiver, @Nullable Object[] arguments) {
    LoadEnd end = new LoadEnd(this); // made first: once a flight is on its way nothing may fail
    Key key = new Key(cache.name(), localKey, KeyShape.canonical(localKey));
    Object token =
        cache.enter(
            new LoadRequest(
                key,
                lifetime,
                resultClass,
                acceptsNull,
                mayWait,
                (result, loadNanos) ->
                    stored.holds(arguments, result, loadNanos) ? keeping(arguments, result) : null,
                own));
    if (token instanceof BiConsumer<?, ?> load) {
      end.load = (BiConsumer<@Nullable Object, @Nullable Throwable>) load;
      return end;
    }
    return token;
  }

  /** The agent failed: the call is left alone. */
  @Nullable Object failed(Throwable failure) {
    failures.ofCachedCall(method, own, failure);
    return null;
  }

  /** The agent failed after the body: the caller gets what the body gave. */
  void failedAtTheEnd(Throwable failure) {
    failures.ofEndOfCachedCall(method, own, failure);
  }

  /** How a value is kept, or null for one that is not stored: then it is refused in a line. */
  private @Nullable Keeping keeping(@Nullable Object[] arguments, @Nullable Object result) {
    if (failures.refusesForOneCallerOnly(method, result)) {
      return null;
    }
    try {
      return Keeping.tagged(rendered(arguments, result));
    } catch (KeyException e) {
      failures.ofTags(method, e);
      return null;
    }
  }

  private List<String> rendered(@Nullable Object[] arguments, @Nullable Object result) {
    if (tags.isEmpty()) {
      return List.of();
    }
    List<String> rendered = new ArrayList<>(tags.size());
    for (BoundTemplate each : tags) {
      String tag = each.renderTag(arguments, result);
      if (tag != null) {
        rendered.add(tag);
      }
    }
    return rendered;
  }
}
