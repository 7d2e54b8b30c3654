package dev.multilayercache.agent.key;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What stands for an object in keys of this JVM: one for each object, with a number that no other
 * object ever has, not even after it is gone. It does not keep the object alive.
 *
 * <p>Two of them are equal if they are one, or stand for one object while it lives. Safe for use by
 * any thread.
 */
final class ObjectIdentity extends WeakReference<Object> {
  /** By itself, and by a {@link Wanted} of the object. */
  private static final ConcurrentMap<Object, ObjectIdentity> KNOWN = new ConcurrentHashMap<>();

  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();
  private static final AtomicLong LAST_NUMBER = new AtomicLong();

  private final int hash;
  private final long number;

  private ObjectIdentity(Object object) {
    super(object, GONE);
    this.hash = System.identityHashCode(object);
    this.number = LAST_NUMBER.incrementAndGet();
  }

  /** Finds an identity in the table without making one. */
  private record Wanted(Object object) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ObjectIdentity that && that.refersTo(object);
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(object);
    }
  }

  /** The same for the same object, whoever asks. */
  static ObjectIdentity of(Object object) {
    ObjectIdentity known = KNOWN.get(new Wanted(object));
    return known == null ? make(object) : known;
  }

  private static ObjectIdentity make(Object object) {
    for (Reference<?> each = GONE.poll(); each != null; each = GONE.poll()) {
      KNOWN.remove(each);
    }
    ObjectIdentity fresh = new ObjectIdentity(object);
    ObjectIdentity known = KNOWN.putIfAbsent(fresh, fresh);
    return known == null ? fresh : known;
  }

  /** That of an object which is still there and has the number; null if there is none. */
  static @Nullable ObjectIdentity numbered(String number) {
    for (ObjectIdentity each : KNOWN.values()) {
      if (number.equals(String.valueOf(each.number)) && !each.isGone()) {
        return each;
      }
    }
    return null;
  }

  long number() {
    return number;
  }

  boolean isGone() {
    return refersTo(null);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    Object object = other == this ? null : get();
    return other == this
        || (object != null && other instanceof ObjectIdentity that && that.refersTo(object));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return String.valueOf(number);
  }
}
