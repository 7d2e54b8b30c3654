package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.key.PerClass;
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
 * listed weakly. When the agent leaves, before they do, it takes the caches off them. A cache that
 * the API made before any method did gives way to the first method's, which knows the type of the
 * values and the layers they may enter. Safe for use by any thread.
 */
final class CacheDirectory implements AutoCloseable {

  /** The places of the caches of a class's own loader that the class used, by name. */
  private final PerClass<Map<String, Slot>> used =
      new PerClass<>(anchor -> new ConcurrentHashMap<>());

  private final List<WeakReference<Slot>> listed = new CopyOnWriteArrayList<>();

  /** The place of one loader's cache of one name: whoever uses it sees one giving way. */
  private static final class Slot {
    volatile LayeredCache cache;

    /** Guarded by the directory. */
    private final Sharing sharing = new Sharing();

    Slot(LayeredCache cache) {
      this.cache = cache;
    }

    /** The first method's settings replace those of the API. */
    void admit(CacheSettings asked, Function<CacheSettings, LayeredCache> maker) {
      CacheUser user = asked.user();
      if (user == null) {
        return;
      }
      if (cache.settings().user() == null) {
        boolean usedByText = cache.isUsedByText();
        cache = maker.apply(asked);
        if (usedByText) {
          cache.useByText();
        }
      }
      sharing.admit(user, asked, cache.settings());
    }

    @Nullable ClassLoader loader() {
      return cache.settings().anchor().getClassLoader();
    }
  }

  /**
   * The cache that the settings ask for, made if there is none.
   *
   * @throws IllegalArgumentException if another method has one that it cannot share
   */
  synchronized LayeredCache get(
      CacheSettings settings, Function<CacheSettings, LayeredCache> maker) {
    Slot slot = ofLoader(named(settings.name()), settings.anchor().getClassLoader());
    if (slot == null) {
      slot = new Slot(maker.apply(settings));
      listed.removeIf(each -> each.refersTo(null));
      listed.add(new WeakReference<>(slot));
    }
    slot.admit(settings, maker);
    return use(slot, settings.anchor());
  }

  List<LayeredCache> live() {
    return listed.stream()
        .map(WeakReference::get)
        .filter(Objects::nonNull)
        .map(slot -> slot.cache)
        .toList();
  }

  /**
   * That of the anchor's loader, else of its nearest parent. Else, if there is one cache of that
   * name and its loader descends from the anchor's, that one: the anchor may be a library that the
   * application's loader shares with others.
   */
  @Nullable LayeredCache find(Class<?> anchor, String name) {
    Slot known = used.of(anchor).get(name);
    if (known != null) {
      return known.cache;
    }
    List<Slot> named = named(name);
    ClassLoader loader = anchor.getClassLoader();
    Slot own = ofLoader(named, loader);
    if (own != null) {
      return use(own, anchor);
    }
    Slot related = ofParent(named, loader);
    if (related == null && named.size() == 1 && isAncestor(loader, named.get(0).loader())) {
      related = named.get(0);
    }
    return related == null ? null : related.cache;
  }

  /** No class leads to a cache any more, and none is listed. */
  @Override
  public synchronized void close() {
    used.close();
    listed.clear();
  }

  /** Only for an anchor of the slot's loader: another one would keep the application alive. */
  private LayeredCache use(Slot slot, Class<?> anchor) {
    LayeredCache cache = slot.cache;
    used.of(anchor).put(cache.name(), slot);
    return cache;
  }

  private List<Slot> named(String name) {
    return listed.stream()
        .map(WeakReference::get)
        .filter(slot -> slot != null && slot.cache.name().equals(name))
        .toList();
  }

  private static @Nullable Slot ofParent(List<Slot> named, @Nullable ClassLoader loader) {
    for (ClassLoader each = loader; each != null; each = each.getParent()) {
      Slot slot = ofLoader(named, each.getParent());
      if (slot != null) {
        return slot;
      }
    }
    return null;
  }

  private static @Nullable Slot ofLoader(List<Slot> named, @Nullable ClassLoader loader) {
    return named.stream().filter(slot -> slot.loader() == loader).findFirst().orElse(null);
  }

  private static boolean isAncestor(
      @Nullable ClassLoader ancestor, @Nullable ClassLoader descendant) {
    ClassLoader each = descendant;
    while (each != null && each != ancestor) {
      each = each.getParent();
    }
    return each == ancestor;
  }
}
