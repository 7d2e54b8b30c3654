package dev.multilayercache.agent.management;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.InvalidationReport;
import dev.multilayercache.agent.management.MBeanOperation.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations that make entries forgotten: those of one cache, or of all. */
final class InvalidationOperations {
  private static final String LAYERS = " in all layers, on all nodes.";

  private final Caches caches;
  private final @Nullable String cache;
  private final Operator operator;

  /**
   * @param cache null for every cache
   */
  InvalidationOperations(Caches caches, @Nullable String cache, Operator operator) {
    this.caches = caches;
    this.cache = cache;
    this.operator = operator;
  }

  MBeanOperation byKey(String ofCache) {
    return operation(
        "invalidate",
        "Forgets one key" + LAYERS,
        new Parameter("key", "The key as its template makes it, for example product:7"),
        arguments -> run("invalidate", () -> caches.invalidateKey(ofCache, arguments[0])));
  }

  MBeanOperation expire(String ofCache) {
    return operation(
        "expire",
        "Forgets one key"
            + LAYERS
            + " On this node its value may still answer as stale, if the cache has staleIfError.",
        new Parameter("key", "The key as its template makes it, for example product:7"),
        arguments -> run("expire", () -> caches.expireKey(ofCache, arguments[0])));
  }

  MBeanOperation byTags() {
    return operation(
        "invalidateByTags",
        "Forgets every entry that carries at least one of the tags," + LAYERS,
        new Parameter(
            "tags", "One tag, or several separated by commas; a comma within a tag is %2C"),
        arguments -> {
          List<String> tags = tags(arguments[0]);
          String what = "invalidateByTags, tags: " + tags.size();
          return run(what, new Invalidation.ByTags(cache, tags));
        });
  }

  MBeanOperation byPattern() {
    return operation(
        "invalidatePattern",
        "Forgets every entry whose whole key matches," + LAYERS,
        new Parameter(
            "glob",
            "* stands for any characters, ? for one, \\ takes the next literally;"
                + " or re: and a regular expression"),
        arguments -> {
          KeyPattern pattern = KeyPattern.parse(arguments[0]);
          return run("invalidatePattern", new Invalidation.ByPattern(cache, pattern));
        });
  }

  MBeanOperation all() {
    return new MBeanOperation(
        "invalidateAll",
        "Forgets every entry" + (cache == null ? " of every cache," : ",") + LAYERS,
        List.of(),
        /* changes= */ true,
        arguments -> run("invalidateAll", new Invalidation.All(cache)));
  }

  private String run(String what, Invalidation invalidation) {
    return run(what, () -> caches.invalidate(invalidation));
  }

  private String run(String what, Supplier<InvalidationReport> invalidation) {
    String where = cache == null ? " on all caches" : " on cache " + cache;
    return operator.change(what + where, invalidation).line();
  }

  private static MBeanOperation operation(
      String name, String description, Parameter parameter, MBeanOperation.Action action) {
    return new MBeanOperation(name, description, List.of(parameter), /* changes= */ true, action);
  }

  private static List<String> tags(String text) {
    List<String> tags =
        Arrays.stream(text.split(",")).map(String::strip).filter(tag -> !tag.isEmpty()).toList();
    if (tags.isEmpty()) {
      throw new IllegalArgumentException(
          "No tag is given. Write one, or several separated by commas.");
    }
    return tags;
  }
}
