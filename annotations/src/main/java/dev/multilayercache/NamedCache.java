package dev.multilayercache;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cache that is looked up by name on each use, so that it works whenever the agent comes. */
final class NamedCache implements MultiLayerCache {
  private static final InvalidationResult NOTHING_CACHED =
      new InvalidationResult(true, "nothing to invalidate: no agent is attached");
  private static final InvalidationResult NO_TAGS =
      new InvalidationResult(true, "nothing to invalidate: no tags are given");

  private final Class<?> anchor;
  private final String name;
  private final Supplier<@Nullable AgentDoor> agent;

  /**
   * @param anchor the application's class whose loader decides which cache of this name is meant
   * @param agent gives the agent, or null while there is none
   */
  NamedCache(Class<?> anchor, String name, Supplier<@Nullable AgentDoor> agent) {
    this.anchor = anchor;
    this.name = name;
    this.agent = agent;
  }

  static InvalidationResult invalidateByTags(
      @Nullable AgentDoor door, Class<?> anchor, @Nullable String cache, String... tags) {
    List<String> given = List.of(tags);
    if (given.isEmpty()) {
      return NO_TAGS;
    }
    for (String each : given) {
      if (each.isBlank()) {
        throw new IllegalArgumentException("A tag is empty. Write a tag or leave it out.");
      }
    }
    return door == null ? NOTHING_CACHED : door.invalidateByTags(anchor, cache, given);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller's cast
  public <V> @Nullable V get(String key) {
    requireKey(key);
    AgentDoor door = agent.get();
    return door == null ? null : (V) door.get(anchor, name, key);
  }

  @Override
  public void put(String key, @Nullable Object value) {
    put(key, value, CacheOptions.defaults());
  }

  @Override
  public void put(String key, @Nullable Object value, CacheOptions options) {
    requireKey(key);
    AgentDoor door = agent.get();
    if (door != null) {
      door.put(anchor, name, key, value, options);
    }
  }

  @Override
  public <V extends @Nullable Object, X extends Throwable> V getOrLoad(
      String key, Loader<? extends V, X> loader) throws X {
    return getOrLoad(key, CacheOptions.defaults(), loader);
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // V is nullable where the loader gives null
  public <V extends @Nullable Object, X extends Throwable> V getOrLoad(
      String key, CacheOptions options, Loader<? extends V, X> loader) throws X {
    requireKey(key);
    AgentDoor door = agent.get();
    return door == null
        ? loader.load()
        : (V) door.getOrLoad(anchor, name, key, options, callable(loader));
  }

  @Override
  public boolean contains(String key) {
    requireKey(key);
    AgentDoor door = agent.get();
    return door != null && door.contains(anchor, name, key);
  }

  @Override
  public InvalidationResult invalidate(String key) {
    requireKey(key);
    AgentDoor door = agent.get();
    return door == null ? NOTHING_CACHED : door.invalidate(anchor, name, key);
  }

  @Override
  public InvalidationResult expire(String key) {
    requireKey(key);
    AgentDoor door = agent.get();
    return door == null ? NOTHING_CACHED : door.expire(anchor, name, key);
  }

  @Override
  public InvalidationResult invalidateByTags(String... tags) {
    return invalidateByTags(agent.get(), anchor, name, tags);
  }

  @Override
  public InvalidationResult invalidatePattern(String glob) {
    Objects.requireNonNull(glob, "glob");
    AgentDoor door = agent.get();
    return door == null ? NOTHING_CACHED : door.invalidatePattern(anchor, name, glob);
  }

  @Override
  public InvalidationResult invalidateAll() {
    AgentDoor door = agent.get();
    return door == null ? NOTHING_CACHED : door.invalidateAll(anchor, name);
  }

  @Override
  public CacheStatistics statistics() {
    AgentDoor door = agent.get();
    return door == null ? CacheStatistics.NONE : door.statistics(anchor, name);
  }

  @Override
  public WarmUpReport warmUp(Collection<WarmUpItem> items) {
    return agent.get() == null
        ? new WarmUpReport(/* loaded= */ 0, /* skipped= */ items.size(), /* failed= */ 0)
        : new WarmUp(this, items).run();
  }

  /** {@code cache products}. */
  @Override
  public String toString() {
    return "cache " + name;
  }

  /** The loader in a type of {@code java.base}; it throws whatever the loader throws. */
  @SuppressWarnings("unchecked")
  private static Callable<@Nullable Object> callable(Loader<?, ?> loader) {
    Loader<?, RuntimeException> unchecked = (Loader<?, RuntimeException>) loader;
    return () -> unchecked.load();
  }

  private static void requireKey(String key) {
    Objects.requireNonNull(key, "key");
  }
}
