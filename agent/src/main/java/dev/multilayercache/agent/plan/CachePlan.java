package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.config.CacheWishes;
import dev.multilayercache.agent.key.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How the results of one method are cached.
 *
 * @param declaration for people, the method whose annotation names the cache: another one if this
 *     method inherits it
 * @param key template over the arguments, or over the one text that the key function makes of them
 * @param tags templates over arguments and result
 * @param ttl upper bound on an entry's age, whichever layer answers
 * @param layerTtl time-to-live by layer name, for each of {@code layers}; never above {@code ttl}
 * @param nullTtl for null and empty Optional; zero means they are not stored
 * @param layers names of the layers used, nearest first
 * @param consistency what a confirmed invalidation promises about the other nodes
 * @param wishes all that is asked for, by the method or else by its cache
 * @param mayWait whether a caller may wait for another thread's load: not in a synchronized method
 */
public record CachePlan(
    String cache,
    String declaration,
    Template key,
    List<Template> tags,
    Duration ttl,
    Map<String, Duration> layerTtl,
    Duration nullTtl,
    List<String> layers,
    Consistency consistency,
    CacheWishes wishes,
    boolean mayWait) {

  /** Whether a call may be answered by an exception that the agent hands to the woven method. */
  public boolean mayThrow() {
    return !wishes.results().cachedExceptions().isEmpty()
        || isBatch()
        || wishes.resilience().softTimeout() != null;
  }

  /** Whether a call may be answered although the body has thrown. */
  public boolean mayRecover() {
    return wishes.resilience().staleIfError() != null;
  }

  /** Which calls are cached, and which results. */
  public ConditionPlan conditions() {
    return ConditionPlan.of(wishes.conditions());
  }

  /** What is kept of results and exceptions, and how they are given out. */
  public ResultPlan results() {
    return ResultPlan.of(wishes.results(), nullTtl);
  }

  /** Whether somebody wrote template or function; else the key is all arguments or those marked. */
  public boolean isKeyWritten() {
    return wishes.key().isKeyWritten();
  }

  /** Whether results are cached by element. */
  public boolean isBatch() {
    return Boolean.TRUE.equals(wishes.results().batch());
  }

  /** Whether a result has the tags of what its body read from caches, too. */
  public boolean inheritsTags() {
    return Boolean.TRUE.equals(wishes.inheritTags());
  }
}
