package dev.multilayercache.agent.engine;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All caches, found by class loader and name.
 *
 * <p>A cache hangs on the application's classes that use it and goes with them: here it is only
 * listed weakly.
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

  private record Listed(String name, WeakReference<LayeredCache> cache) {}

  private final List<Listed> listed = new CopyOnWriteArrayList<>();

  /** The cache of the anchor's loader with that name, made if there is none. */
  LayeredCache get(Class<?> anchor, String name, Supplier<LayeredCache> maker) {
    LayeredCache known = caches.get(anchor).get(name);
    return known != null ? known : share(anchor, name, maker);
  }

  List<LayeredCache> live() {
    List<LayeredCache> live = new ArrayList<>();
    for (Listed each : listed) {
      LayeredCache cache = each.cache().get();
      if (cache != null) {
        live.add(cache);
      }
    }
    return live;
  }

  /** That of the anchor's loader, else of its nearest parent, else the only one of that name. */
  @Nullable LayeredCache find(Class<?> anchor, String name) {
    List<LayeredCache> named = live().stream().filter(cache -> cache.name().equals(name)).toList();
    for (ClassLoader loader = anchor.getClassLoader(); ; loader = loader.getParent()) {
      LayeredCache cache = ofLoader(named, loader);
      if (cache != null) {
        return cache;
      }
      if (loader == null) {
        return named.size() == 1 ? named.get(0) : null;
      }
    }
  }

  private synchronized LayeredCache share(
      Class<?> anchor, String name, Supplier<LayeredCache> maker) {
    LayeredCache cache = ofLoader(named(name), anchor.getClassLoader());
    if (cache == null) {
      cache = maker.get();
      listed.removeIf(each -> each.cache().refersTo(null));
      listed.add(new Listed(name, new WeakReference<>(cache)));
    }
    caches.get(anchor).put(name, cache);
    return cache;
  }

  private List<LayeredCache> named(String name) {
    return live().stream().filter(cache -> cache.name().equals(name)).toList();
  }

  private static @Nullable LayeredCache ofLoader(
      List<LayeredCache> named, @Nullable ClassLoader loader) {
    return named.stream().filter(cache -> cache.loader() == loader).findFirst().orElse(null);
  }
}
