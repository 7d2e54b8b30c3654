package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import dev.multilayercache.agent.plan.MethodSite.LayerTtl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The product's annotations as class files have them: matched by name, since the classes may be
 * absent at run time.
 */
final class Annotations {
  private static final String CACHED = "Ldev/multilayercache/MultiLayerCached;";
  private static final String INVALIDATE = "Ldev/multilayercache/InvalidateCached;";
  private static final String INVALIDATE_LIST = "Ldev/multilayercache/InvalidateCached$List;";
  private static final String CACHE_KEY = "Ldev/multilayercache/CacheKey;";

  /** What a class that carries one of them has in its constant pool. */
  static final List<byte[]> DESCRIPTORS =
      List.of(
          ConstantPool.encoded(CACHED),
          ConstantPool.encoded(INVALIDATE),
          ConstantPool.encoded(INVALIDATE_LIST));

  private Annotations() {}

  static boolean isOnMethods(String descriptor) {
    return descriptor.equals(CACHED)
        || descriptor.equals(INVALIDATE)
        || descriptor.equals(INVALIDATE_LIST);
  }

  static boolean isCacheKey(String descriptor) {
    return descriptor.equals(CACHE_KEY);
  }

  /** What {@code @MultiLayerCached} says, or null if it is not there. */
  static @Nullable CachedAttributes cached(List<ClassAnnotation> annotations) {
    for (ClassAnnotation each : annotations) {
      if (each.descriptor().equals(CACHED)) {
        Map<String, Object> said = new HashMap<>(each.values());
        said.computeIfPresent("layerTtl", (attribute, any) -> layerTtl(each));
        return new CachedAttributes(said);
      }
    }
    return null;
  }

  private static List<LayerTtl> layerTtl(ClassAnnotation annotation) {
    return annotation.annotations("layerTtl").stream()
        .map(layer -> new LayerTtl(layer.text("layer"), layer.text("ttl")))
        .toList();
  }

  /** What each {@code @InvalidateCached} says, in the order of the source. */
  static List<InvalidateAttributes> invalidations(List<ClassAnnotation> annotations) {
    List<InvalidateAttributes> invalidations = new ArrayList<>();
    for (ClassAnnotation each : annotations) {
      if (each.descriptor().equals(INVALIDATE)) {
        invalidations.add(invalidation(each));
      } else if (each.descriptor().equals(INVALIDATE_LIST)) {
        each.annotations("value").forEach(repeated -> invalidations.add(invalidation(repeated)));
      }
    }
    return invalidations;
  }

  private static InvalidateAttributes invalidation(ClassAnnotation annotation) {
    return new InvalidateAttributes(
        annotation.text("cache"),
        annotation.text("key"),
        annotation.texts("tags"),
        annotation.text("pattern"),
        annotation.flag("all"),
        annotation.text("when"));
  }
}
