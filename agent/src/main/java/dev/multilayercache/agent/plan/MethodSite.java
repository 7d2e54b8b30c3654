package dev.multilayercache.agent.plan;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A method that asks to be cached or to invalidate, as found in a class file or named in
 * agent.yaml.
 *
 * <p>Strings only: it holds no class or loader.
 *
 * @param className binary name of the class that is woven, {@code com.acme.Repo}
 * @param method its name
 * @param descriptor JVM descriptor, {@code (JLjava/lang/String;)Lcom/acme/Product;}
 * @param parameterNames in order; null where the class file has none, then only indexes work in
 *     templates
 * @param keyParameters indexes of parameters marked {@code @CacheKey}; empty means all
 * @param cached attributes of {@code @MultiLayerCached}, or null
 * @param invalidations attributes of each {@code @InvalidateCached}
 * @param updates attributes of each {@code @UpdateCached}
 * @param declaration for people, the method that carries the annotations: another one if this
 *     method inherits them
 */
public record MethodSite(
    String className,
    String method,
    String descriptor,
    boolean isStatic,
    boolean isSynchronized,
    @Nullable List<String> parameterNames,
    List<Integer> keyParameters,
    @Nullable CachedAttributes cached,
    List<InvalidateAttributes> invalidations,
    List<UpdateAttributes> updates,
    String declaration) {

  public MethodSite {
    parameterNames = parameterNames == null ? null : List.copyOf(parameterNames);
    keyParameters = List.copyOf(keyParameters);
    invalidations = List.copyOf(invalidations);
    updates = List.copyOf(updates);
  }

  /**
   * Attributes of {@code @MultiLayerCached} as written; what is not there has its default. A
   * default that is written out is there.
   *
   * @param said strings, also for the names of enum constants and classes, booleans, and lists of
   *     strings or of {@link LayerTtl}
   */
  public record CachedAttributes(Map<String, Object> said) {

    /** Nothing said: what a method that is only named in agent.yaml carries. */
    public static final CachedAttributes UNSAID = new CachedAttributes(Map.of());

    public CachedAttributes {
      said = Map.copyOf(said);
    }

    /** Empty if it is not said. */
    String text(String attribute) {
      return said.get(attribute) instanceof String text ? text : "";
    }

    /** Null if it is not said. */
    @Nullable Boolean flag(String attribute) {
      return said.get(attribute) instanceof Boolean flag ? flag : null;
    }

    List<String> texts(String attribute) {
      return all(attribute, String.class);
    }

    List<LayerTtl> layerTtl() {
      return all("layerTtl", LayerTtl.class);
    }

    private <T> List<T> all(String attribute, Class<T> type) {
      return said.get(attribute) instanceof List<?> list
          ? list.stream().filter(type::isInstance).map(type::cast).toList()
          : List.of();
    }
  }

  /** {@code @LayerTtl} as written. */
  public record LayerTtl(String layer, String ttl) {}

  /**
   * Attributes of {@code @InvalidateCached} as written; {@code when} is the enum constant's name.
   */
  public record InvalidateAttributes(
      String cache,
      String key,
      List<String> tags,
      String pattern,
      boolean all,
      String when,
      boolean expire) {}

  /** Attributes of {@code @UpdateCached} as written; empty for what is not there. */
  public record UpdateAttributes(String cache, String key, List<String> tags, String ttl) {}

  /** The same method with other changes of what others have cached. */
  MethodSite changing(List<InvalidateAttributes> invalidated, List<UpdateAttributes> updated) {
    return new MethodSite(
        className,
        method,
        descriptor,
        isStatic,
        isSynchronized,
        parameterNames,
        keyParameters,
        cached,
        invalidated,
        updated,
        declaration);
  }

  /** Whether the method changes what others have cached, and does nothing else here. */
  public boolean onlyChanges() {
    return cached == null && !(invalidations.isEmpty() && updates.isEmpty());
  }

  /** For people: {@code com.acme.Repo.find(long)}; also the default name of the cache. */
  public String display() {
    return display(className, method, descriptor);
  }

  /** Any method, for people. */
  public static String display(String className, String method, String descriptor) {
    List<String> parameterTypes = Signature.of(descriptor).parameterTypes();
    return className + "." + method + "(" + String.join(",", parameterTypes) + ")";
  }

  /** The types of its parameters and of its result. */
  public Signature signature() {
    return Signature.of(descriptor);
  }
}
