package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.LocalRegion;
import dev.multilayercache.agent.layer.Slot;
import dev.multilayercache.agent.thread.StackRoom;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The hits of one method in the nearest layer, in this JVM.
 *
 * <p>{@link #probe} is the hit path. It is put together of method handles, not written as a method,
 * because a JIT follows handles wherever it finds them, while a method that it has compiled once is
 * called from then on if it is not small; and only in the woven method are cache, clock and counter
 * constants.
 */
public final class LocalHits {
  private static final MethodHandle LOOK_AGAIN =
      find(LocalHits.class, "lookAgain", Entry.class, Object.class);
  private static final MethodHandle SLOT_ENTRY = find(Slot.class, "entry", Entry.class);
  private static final MethodHandle IS_FOR = find(Slot.class, "isFor", boolean.class, Object.class);
  private static final MethodHandle ANSWER =
      find(FirstSight.class, "answer", Entry.class, Entry.class);

  private final LocalRegion region;
  private final Freshness freshness;
  private final FirstSight firstSight;
  private final boolean acceptsFailures;

  /**
   * @param acceptsFailures whether a {@link CachedFailure} is an answer, at the second look: who is
   *     given an exception does not count nanoseconds
   */
  LocalHits(
      LocalRegion region, Freshness freshness, FirstSight firstSight, boolean acceptsFailures) {
    this.region = region;
    this.freshness = freshness;
    this.firstSight = firstSight;
    this.acceptsFailures = acceptsFailures;
  }

  /**
   * Finds the entry that answers at first sight, counted as a hit: {@code (Object local
   * key)Object}, a {@link java.util.concurrent.atomic.AtomicReference} of the value or null. Null
   * says nothing: {@link #lookAgain} may find an entry all the same.
   *
   * @param onlyKey the key of all calls, or null if there are several
   */
  public MethodHandle probe(@Nullable Object onlyKey) {
    MethodHandle answer = ANSWER.bindTo(firstSight);
    Slot slot = onlyKey == null ? null : region.slot(onlyKey);
    MethodHandle probe = slot == null ? region.quietProbe() : slotProbe(slot);
    return MethodHandles.filterReturnValue(probe, answer)
        .asType(MethodType.methodType(Object.class, Object.class));
  }

  /** The key of a call may be another one all the same: an object of a subclass has its own. */
  private static MethodHandle slotProbe(Slot slot) {
    MethodHandle remembered = MethodHandles.dropArguments(SLOT_ENTRY.bindTo(slot), 0, Object.class);
    return MethodHandles.guardWithTest(
        IS_FOR.bindTo(slot), remembered, MethodHandles.empty(remembered.type()));
  }

  /** {@link #lookAgain(Object)}: {@code (Object local key)Object}, as {@link #probe} gives it. */
  public MethodHandle lookAgain() {
    return LOOK_AGAIN.bindTo(this).asType(MethodType.methodType(Object.class, Object.class));
  }

  /**
   * The entry under a key if it answers, counted as a hit; null, and nothing counted, if there is
   * none. Tells the layer of the read, judges what was not judged in this epoch, and drops what may
   * not answer.
   *
   * @throws StackOverflowError if the stack has no room; nothing was begun then
   */
  public @Nullable Entry lookAgain(Object localKey) {
    return lookAgain(localKey, region.probe(localKey));
  }

  /** The same of what was found under the key just now. */
  @Nullable Entry lookAgain(Object localKey, @Nullable Entry entry) {
    if (entry == null || firstSight.answer(entry) != null) {
      return entry;
    }
    long now = freshness.nowNanos();
    boolean expired = entry.isExpired(now);
    if (expired && !entry.isGone(now)) {
      return null;
    }
    if (expired || !freshness.judgeInPlace(entry, localKey, now)) {
      StackRoom.proveForHit(); // the layer may take a lock to drop it
      region.discard(localKey, entry, expired);
      return null;
    }
    if (!fits(entry)) {
      return null;
    }
    firstSight.count();
    return entry;
  }

  private boolean fits(Entry entry) {
    return firstSight.fits(entry) || (acceptsFailures && entry.value() instanceof CachedFailure);
  }

  private static MethodHandle find(
      Class<?> type, String method, Class<?> result, Class<?>... parameters) {
    try {
      return MethodHandles.lookup()
          .findVirtual(type, method, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
