package dev.multilayercache.agent.layer;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The entry under one key of a region in this JVM, found without looking it up: for methods whose
 * key is always the same.
 *
 * <p>The region tells it to forget whenever an entry has been stored, replaced or removed, before
 * that is said to be done. An entry that was evicted to make room may stay here. Safe for use by
 * any thread.
 */
public final class Slot {
  private static final AtomicReferenceFieldUpdater<Slot, Object> KNOWN =
      AtomicReferenceFieldUpdater.newUpdater(Slot.class, Object.class, "known");

  private final Object localKey;
  private final Function<Object, @Nullable Entry> lookup;

  /** An entry, or an object that stands for the time since it was forgotten last. */
  private volatile Object known = new Object();

  /**
   * @param lookup finds the entry in the region
   */
  public Slot(Object localKey, Function<Object, @Nullable Entry> lookup) {
    this.localKey = localKey;
    this.lookup = lookup;
  }

  /** Whether it is for this key: the very object, as a constant is. */
  public boolean isFor(Object localKey) {
    return this.localKey == localKey;
  }

  /** The entry as it is, expired or invalidated ones included, or null. */
  public @Nullable Entry entry() {
    Object now = known;
    return now instanceof Entry entry ? entry : lookUp(now);
  }

  /** What was looked up before is not remembered any more, whoever is doing so just now. */
  public void forget() {
    known = new Object();
  }

  private @Nullable Entry lookUp(Object sinceForgotten) {
    Entry entry = lookup.apply(localKey);
    if (entry != null) {
      KNOWN.compareAndSet(this, sinceForgotten, entry);
    }
    return entry;
  }
}
