package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.config.CacheWishes;
import dev.multilayercache.agent.key.Template;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a method must be like to be cached by element: from one collection or array of keys, and
 * whatever else each key depends on, to a map.
 */
public final class BatchShape {
  private static final Set<String> COLLECTIONS =
      Set.of(Collection.class.getName(), List.class.getName(), Set.class.getName());

  /** What the map that we answer is. */
  private static final Set<String> MAPS =
      Set.of(
          "java.util.Map",
          "java.util.SequencedMap",
          "java.util.AbstractMap",
          "java.util.HashMap",
          "java.util.LinkedHashMap");

  private BatchShape() {}

  /** The index of the parameter that holds the keys, of a method that was not refused. */
  public static int parameter(List<Class<?>> types) {
    return indexIn(types.stream().map(BatchShape::name).toList());
  }

  private static String name(Class<?> type) {
    return type.isArray() ? type.getComponentType().getName() + "[]" : type.getName();
  }

  private static int indexIn(List<String> types) {
    int found = -1;
    for (int i = 0; i < types.size(); i++) {
      if (holdsKeys(types.get(i))) {
        found = i;
      }
    }
    return found;
  }

  private static boolean holdsKeys(String type) {
    return COLLECTIONS.contains(type) || type.endsWith("[]");
  }

  /**
   * Refuses a method that cannot be cached by element.
   *
   * @param said what the method itself asks for; what its cache asks for beside that goes without
   *     effect for its batches
   */
  static void check(MethodSite site, CacheWishes said, Template key) throws RefusedException {
    List<String> types = site.signature().parameterTypes();
    long candidates = types.stream().filter(BatchShape::holdsKeys).count();
    if (candidates != 1) {
      throw new RefusedException(
          (candidates == 0
                  ? "batch is true, and none of its parameters is a Collection, List, Set or array."
                  : "batch is true, and " + candidates + " of its parameters could be the keys.")
              + " Give it exactly one such parameter, or remove batch.");
    }
    if (!MAPS.contains(site.signature().returnType())) {
      throw new RefusedException(
          "batch is true, and it returns no Map from the keys to their values. Return a Map, or"
              + " remove batch.");
    }
    checkOthers(said);
    checkKey(site, key, indexIn(types));
  }

  private static void checkKey(MethodSite site, Template key, int parameter)
      throws RefusedException {
    List<String> names = site.parameterNames();
    String name = names == null ? "" : names.get(parameter);
    List<String> used = key.parameters();
    if (!used.contains(String.valueOf(parameter)) && !used.contains(name)) {
      throw new RefusedException(
          "batch is true, and its key leaves out the parameter that holds the keys, so all would"
              + " share one entry. Write {%s}, which stands for one of them."
                  .formatted(name.isEmpty() ? parameter : name));
    }
  }

  private static void checkOthers(CacheWishes said) throws RefusedException {
    String other = other(said);
    if (other != null) {
      throw new RefusedException(
          "batch is true, and " + other + " does not work by element. Remove one of the two.");
    }
  }

  private static @Nullable String other(CacheWishes said) {
    TreeMap<String, Boolean> asked = new TreeMap<>();
    asked.put("keyFunction", !said.key().keyFunction().isEmpty());
    asked.put("inheritTags", Boolean.TRUE.equals(said.inheritTags()));
    asked.put("cachedExceptions", !said.results().cachedExceptions().isEmpty());
    asked.put("refreshAhead", said.resilience().refreshAhead() != null);
    asked.put("staleIfError", said.resilience().staleIfError() != null);
    asked.put("softTimeout", said.resilience().softTimeout() != null);
    asked.put("waitTimeout", said.resilience().waitTimeout() != null);
    asked.values().removeIf(isAsked -> !isAsked);
    return asked.isEmpty() ? null : asked.firstKey();
  }
}
