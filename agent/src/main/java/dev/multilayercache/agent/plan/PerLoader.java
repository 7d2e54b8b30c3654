package dev.multilayercache.agent.plan;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing for each class loader, gone when the loader is.
 *
 * <p>Loaders are held weakly and compared by identity: an application's loader may override equals.
 * What is kept for a loader must not reach back to it or to its classes. Safe for use by any
 * thread.
 */
public final class PerLoader<V> {
  private final Map<LoaderReference, V> values = new ConcurrentHashMap<>();
  private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
  private final Supplier<? extends V> fresh;

  /**
   * @param fresh makes what a loader starts with
   */
  public PerLoader(Supplier<? extends V> fresh) {
    this.fresh = fresh;
  }

  /** What belongs to the loader, made if it is the first time. */
  public V of(ClassLoader loader) {
    removeCollected();
    V known = find(loader);
    return known != null
        ? known
        : values.computeIfAbsent(new LoaderReference(loader, collected), key -> fresh.get());
  }

  /** What belongs to the loader, or null if it was never asked for. */
  public @Nullable V find(ClassLoader loader) {
    return values.get(new LoaderReference(loader, null));
  }

  /** What belongs to the loaders that are still there. */
  public Collection<V> all() {
    removeCollected();
    return new ArrayList<>(values.values());
  }

  /** The loaders that are still there, if what belongs to them is wanted. */
  public List<ClassLoader> loaders(Predicate<? super V> wanted) {
    List<ClassLoader> loaders = new ArrayList<>();
    values.forEach(
        (reference, value) -> {
          ClassLoader loader = reference.get();
          if (loader != null && wanted.test(value)) {
            loaders.add(loader);
          }
        });
    return loaders;
  }

  private void removeCollected() {
    for (Reference<?> each = collected.poll(); each != null; each = collected.poll()) {
      values.remove(each);
    }
  }

  private static final class LoaderReference extends WeakReference<ClassLoader> {
    private final int hash;

    LoaderReference(ClassLoader loader, @Nullable ReferenceQueue<ClassLoader> queue) {
      super(loader, queue);
      this.hash = System.identityHashCode(loader);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      ClassLoader loader = get();
      return loader != null && other instanceof LoaderReference that && loader == that.get();
    }
  }
}
