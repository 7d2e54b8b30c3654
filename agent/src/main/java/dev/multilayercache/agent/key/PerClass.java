package dev.multilayercache.agent.key;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * One thing for each class, kept with the class itself: gone when the class is, or when the agent
 * leaves.
 *
 * <p>A {@link ClassValue} alone holds what it was given for as long as the class lives, and a class
 * of the JDK's lives for ever: the agent's class loader would stay with each of them. Therefore the
 * classes are remembered, weakly. Safe for use by any thread.
 */
public final class PerClass<V> implements AutoCloseable {
  private final Function<Class<?>, ? extends V> fresh;
  private final Set<Reference<Class<?>>> holders = ConcurrentHashMap.newKeySet();
  private final ReferenceQueue<Class<?>> collected = new ReferenceQueue<>();
  private final ClassValue<V> values =
      new ClassValue<>() {
        @Override
        protected V computeValue(Class<?> type) {
          removeCollected();
          holders.add(new WeakReference<>(type, collected));
          return fresh.apply(type);
        }
      };

  private volatile boolean closed;

  /**
   * @param fresh makes what a class starts with
   */
  public PerClass(Function<Class<?>, ? extends V> fresh) {
    this.fresh = fresh;
  }

  /** What belongs to the class, made if it is the first time; once closed, each time. */
  public V of(Class<?> type) {
    if (closed) {
      return fresh.apply(type);
    }
    V value = values.get(type);
    if (closed) {
      values.remove(type); // it may have come too late for close to see it
    }
    return value;
  }

  /** Takes everything off the classes, now and from now on. */
  @Override
  public void close() {
    closed = true;
    for (Reference<Class<?>> each : holders) {
      Class<?> type = each.get();
      if (type != null) {
        values.remove(type);
      }
    }
    holders.clear();
  }

  private void removeCollected() {
    for (Reference<?> each = collected.poll(); each != null; each = collected.poll()) {
      holders.remove(each);
    }
  }
}
