package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import dev.multilayercache.agent.plan.MethodSite.LayerTtl;
import dev.multilayercache.agent.plan.MethodSite.UpdateAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The product's annotations as class files have them: matched by name, since the classes may be
 * absent at run time.
 */
final class Annotations {
  private static final String CACHED = "Ldev/multilayercache/MultiLayerCached;";
  private static final String INVALIDATE = "Ldev/multilayercache/InvalidateCached;";
  private static final String INVALIDATE_LIST = "Ldev/multilayercache/InvalidateCached$List;";
  private static final String UPDATE = "Ldev/multilayercache/UpdateCached;";
  private static final String UPDATE_LIST = "Ldev/multilayercache/UpdateCached$List;";
  private static final String CACHE_KEY = "Ldev/multilayercache/CacheKey;";

  /** What a class that carries one of them has in its constant pool. */
  static final List<byte[]> DESCRIPTORS =
      List.of(
          ConstantPool.encoded(CACHED),
          ConstantPool.encoded(INVALIDATE),
          ConstantPool.encoded(INVALIDATE_LIST),
          ConstantPool.encoded(UPDATE),
          ConstantPool.encoded(UPDATE_LIST));

  private Annotations() {}

  static boolean isOnMethods(String descriptor) {
    return descriptor.equals(CACHED)
        || descriptor.equals(INVALIDATE)
        || descriptor.equals(INVALIDATE_LIST)
        || descriptor.equals(UPDATE)
        || descriptor.equals(UPDATE_LIST);
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
    return repeated(annotations, INVALIDATE, INVALIDATE_LIST, Annotations::invalidation);
  }

  /** What each {@code @UpdateCached} says, in the order of the source. */
  static List<UpdateAttributes> updates(List<ClassAnnotation> annotations) {
    return repeated(annotations, UPDATE, UPDATE_LIST, Annotations::update);
  }

  private static <T> List<T> repeated(
      List<ClassAnnotation> annotations,
      String single,
      String container,
      Function<ClassAnnotation, T> reader) {
    List<T> found = new ArrayList<>();
    for (ClassAnnotation each : annotations) {
      if (each.descriptor().equals(single)) {
        found.add(reader.apply(each));
      } else if (each.descriptor().equals(container)) {
        each.annotations("value").forEach(one -> found.add(reader.apply(one)));
      }
    }
    return found;
  }

  private static UpdateAttributes update(ClassAnnotation annotation) {
    return new UpdateAttributes(
        annotation.text("cache"),
        annotation.text("key"),
        annotation.texts("tags"),
        annotation.text("ttl"));
  }

  private static InvalidateAttributes invalidation(ClassAnnotation annotation) {
    return new InvalidateAttributes(
        annotation.text("cache"),
        annotation.text("key"),
        annotation.texts("tags"),
        annotation.text("pattern"),
        annotation.flag("all"),
        annotation.text("when"),
        annotation.flag("expire"));
  }
}
