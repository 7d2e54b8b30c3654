package dev.multilayercache.agent.engine;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All caches, found by class loader and name.
 *
 * <p>A cache hangs on the application's classes that use it and goes with them: here it is only
 * listed weakly. A cache that the API made before any method did gives way to the first method's,
 * which knows the type of the values and the layers they may enter.
 */
final class CacheDirectory {

  /** The caches that a class keeps alive, by name. */
  private final ClassValue<Map<String, LayeredCache>> caches =
      new ClassValue<>() {
        @Override
        protected Map<String, LayeredCache> computeValue(Class<?> anchor) {
          return new ConcurrentHashMap<>();
        }
      };

  private final List<WeakReference<LayeredCache>> listed = new CopyOnWriteArrayList<>();

  /**
   * The cache that the settings ask for, made if there is none.
   *
   * @throws IllegalArgumentException if there is one over other layers
   */
  synchronized LayeredCache get(
      CacheSettings settings, Function<CacheSettings, LayeredCache> maker) {
    LayeredCache cache = ofLoader(named(settings.name()), settings.anchor().getClassLoader());
    if (cache == null || givesWay(cache.settings(), settings)) {
      LayeredCache made = maker.apply(settings);
      listed.removeIf(each -> each.refersTo(null) || each.refersTo(cache));
      listed.add(new WeakReference<>(made));
      return hang(made, settings.anchor());
    }
    checkLayers(cache.settings(), settings);
    return hang(cache, settings.anchor());
  }

  List<LayeredCache> live() {
    return listed.stream().map(WeakReference::get).filter(Objects::nonNull).toList();
  }

  /** That of the anchor's loader, else of its nearest parent, else the only one of that name. */
  @Nullable LayeredCache find(Class<?> anchor, String name) {
    List<LayeredCache> named = named(name);
    ClassLoader loader = anchor.getClassLoader();
    LayeredCache cache = ofLoader(named, loader);
    while (cache == null && loader != null) {
      loader = loader.getParent();
      cache = ofLoader(named, loader);
    }
    return cache == null && named.size() == 1 ? named.get(0) : cache;
  }

  private LayeredCache hang(LayeredCache cache, Class<?> anchor) {
    caches.get(anchor).put(cache.name(), cache);
    return cache;
  }

  private static boolean givesWay(CacheSettings old, CacheSettings asked) {
    return old.layers().isEmpty() && !asked.layers().isEmpty();
  }

  /** Values that one method keeps out of a layer must not get there by another's settings. */
  private static void checkLayers(CacheSettings old, CacheSettings asked) {
    if (!asked.layers().isEmpty() && !asked.layers().equals(old.layers())) {
      throw new IllegalArgumentException(
          "Cache %s: another method uses it with layers %s, this one with %s. Give both the same"
                  .formatted(old.name(), old.layers(), asked.layers())
              + " layers, or each a cache of its own.");
    }
  }

  private List<LayeredCache> named(String name) {
    return live().stream().filter(cache -> cache.name().equals(name)).toList();
  }

  private static @Nullable LayeredCache ofLoader(
      List<LayeredCache> named, @Nullable ClassLoader loader) {
    return named.stream()
        .filter(cache -> cache.settings().anchor().getClassLoader() == loader)
        .findFirst()
        .orElse(null);
  }
}
