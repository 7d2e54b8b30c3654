package dev.multilayercache;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The attached agent, seen from the application.
 *
 * <p>Function, arguments and answers are of types of {@code java.base} only, because the two sides
 * share no class. The other side is {@code dev.multilayercache.agent.call.ApiDoor}. The operations;
 * anchor is the calling class, and every list of arguments is exact:
 *
 * <pre>
 * v1.get                anchor, cache, key                                  value or null
 * v1.contains           anchor, cache, key                                  Boolean
 * v1.put                anchor, cache, key, ttl, layerTtl, tags, value      null
 * v1.getOrLoad          anchor, cache, key, ttl, layerTtl, tags, Callable   value; throws what the
 *                                                                           callable throws
 * v1.invalidate         anchor, cache, key                                  Object[] {Boolean, String}
 * v1.expire             anchor, cache, key                                  the same
 * v1.invalidateByTags   anchor, cache or null, List of tags                 the same
 * v1.invalidatePattern  anchor, cache, pattern                              the same
 * v1.invalidateAll      anchor, cache                                       the same
 * v1.statistics         anchor, cache                                       Map, name to Long;
 *                                                                           layerHits to a Map
 * v1.bypass             Callable                                            value; throws what the
 * v1.refresh            Callable                                            callable throws
 * </pre>
 *
 * <p>{@code ttl} is a {@link Duration} or null, {@code layerTtl} a Map of layer name to Duration,
 * {@code tags} a List of String.
 *
 * <p>An agent that fails, or gives no answer or another one, is as good as none: reads find
 * nothing, loaders run, and an invalidation is not confirmed.
 */
final class AgentDoor {
  private static final InvalidationResult FAILED =
      new InvalidationResult(
          false, "the agent failed to invalidate: entries may answer until their ttl ends");

  private final BiFunction<String, @Nullable Object[], @Nullable Object> api;

  AgentDoor(BiFunction<String, @Nullable Object[], @Nullable Object> api) {
    this.api = api;
  }

  boolean isOf(Object function) {
    return api == function;
  }

  @Nullable Object get(Class<?> anchor, String cache, String key) {
    return ask("v1.get", anchor, cache, key);
  }

  boolean contains(Class<?> anchor, String cache, String key) {
    return Boolean.TRUE.equals(ask("v1.contains", anchor, cache, key));
  }

  /**
   * @throws IllegalArgumentException if the options name an unknown layer
   */
  void put(
      Class<?> anchor, String cache, String key, @Nullable Object value, CacheOptions options) {
    try {
      call("v1.put", anchor, cache, key, options.ttl(), options.layerTtl(), options.tags(), value);
    } catch (IllegalArgumentException | VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      // an agent that fails is as good as none
    }
  }

  /**
   * Throws what the loader throws.
   *
   * @throws IllegalArgumentException if the options name an unknown layer
   */
  @Nullable Object getOrLoad(
      Class<?> anchor, String cache, String key, CacheOptions options, Callable<?> loader) {
    LoadOnce load = new LoadOnce(loader);
    try {
      return call(
          "v1.getOrLoad",
          anchor,
          cache,
          key,
          options.ttl(),
          options.layerTtl(),
          options.tags(),
          load);
    } catch (VirtualMachineError e) {
      if (!load.hasRun()) {
        throw e;
      }
      return load.call();
    } catch (Throwable e) {
      if (e instanceof IllegalArgumentException refusal && !load.hasRun()) {
        throw refusal;
      }
      return load.call();
    }
  }

  /** Throws what the block throws. */
  @Nullable Object bypass(Callable<?> block) {
    return inScope("v1.bypass", block);
  }

  /** Throws what the block throws. */
  @Nullable Object refresh(Callable<?> block) {
    return inScope("v1.refresh", block);
  }

  private @Nullable Object inScope(String operation, Callable<?> block) {
    LoadOnce once = new LoadOnce(block);
    try {
      call(operation, once);
    } catch (VirtualMachineError e) {
      if (!once.hasRun()) {
        throw e;
      }
    } catch (Throwable e) {
      // the block's own, which comes out below; or an agent that fails is as good as none
    }
    return once.call();
  }

  InvalidationResult invalidate(Class<?> anchor, String cache, String key) {
    return result(ask("v1.invalidate", anchor, cache, key));
  }

  /** An agent that does not know the word, or fails, is to forget the key at least. */
  InvalidationResult expire(Class<?> anchor, String cache, String key) {
    Object answer = ask("v1.expire", anchor, cache, key);
    return answer == null ? invalidate(anchor, cache, key) : result(answer);
  }

  InvalidationResult invalidateByTags(Class<?> anchor, @Nullable String cache, List<String> tags) {
    return result(ask("v1.invalidateByTags", anchor, cache, tags));
  }

  /**
   * @throws IllegalArgumentException if it is no pattern
   */
  InvalidationResult invalidatePattern(Class<?> anchor, String cache, String glob) {
    try {
      return result(call("v1.invalidatePattern", anchor, cache, glob));
    } catch (IllegalArgumentException | VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      return FAILED;
    }
  }

  InvalidationResult invalidateAll(Class<?> anchor, String cache) {
    return result(ask("v1.invalidateAll", anchor, cache));
  }

  CacheStatistics statistics(Class<?> anchor, String cache) {
    if (!(ask("v1.statistics", anchor, cache) instanceof Map<?, ?> counts)) {
      return CacheStatistics.NONE;
    }
    @SuppressWarnings("unchecked") // said by the protocol above
    Map<String, Long> layerHits = (Map<String, Long>) counts.get("layerHits");
    return new CacheStatistics(
        count(counts, "hits"),
        count(counts, "misses"),
        layerHits == null ? Map.of() : layerHits,
        count(counts, "loads"),
        count(counts, "loadFailures"),
        Duration.ofNanos(count(counts, "loadNanos")),
        count(counts, "puts"),
        count(counts, "invalidations"),
        count(counts, "expirations"),
        count(counts, "evictions"),
        count(counts, "refusedStores"),
        count(counts, "bypasses"),
        count(counts, "staleHits"));
  }

  /** What another version of the agent does not count is zero. */
  private static long count(Map<?, ?> counts, String name) {
    return counts.get(name) instanceof Long count ? count : 0;
  }

  private static InvalidationResult result(@Nullable Object answer) {
    return answer instanceof Object[] parts
            && parts.length == 2
            && parts[0] instanceof Boolean confirmed
            && parts[1] instanceof String line
        ? new InvalidationResult(confirmed, line)
        : FAILED;
  }

  /** The agent's answer, or null if it fails. */
  private @Nullable Object ask(String operation, @Nullable Object... arguments) {
    try {
      return call(operation, arguments);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      return null;
    }
  }

  private @Nullable Object call(String operation, @Nullable Object... arguments) {
    return api.apply(operation, arguments);
  }
}
