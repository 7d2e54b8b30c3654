package dev.multilayercache.agent.coherence;

import dev.multilayercache.agent.coherence.View.Term;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;

/**
 * The order of invalidations on this node: every invalidation applied here takes the next number.
 *
 * <p>A reader takes {@link #stamp()} before it reads a farther layer or runs a method body. The
 * value it then holds may be kept, or served to others, only while {@link #isFresh} holds for that
 * stamp. Generations answer for keys, tags, patterns and whole caches without an index of entries;
 * an invalidation costs O(1) whatever it concerns. Numbers are per node: between nodes the shared
 * layer has its own. Memory is bounded; what no longer fits costs misses, never staleness. Safe for
 * use by any thread.
 *
 * <p>An invalidation first writes its tables, then publishes its number, then moves the epoch: who
 * sees the number or the epoch sees the tables.
 */
public final class Generations {
  private static final int STRIPES = 4096;
  private static final int MOST_SCOPES = 100_000;
  private static final int MOST_PATTERNS = 64;

  private static final AtomicReferenceFieldUpdater<Generations, View> VIEW =
      AtomicReferenceFieldUpdater.newUpdater(Generations.class, View.class, "view");

  /** No entry is ever remembered as fresh in this one. */
  private static final View SUSPENDED = new View(new Epoch(), Term.OVER, 0);

  /** Numbers of the last invalidation by key, shared by keys of one hash: a collision is a miss. */
  private final AtomicLongArray keys = new AtomicLongArray(STRIPES);

  private final Scopes scopes;
  private final RecentPatterns patterns;
  private final Announcements announcements = new Announcements();

  private volatile long last;
  private volatile View view;

  /** The view but for suspensions of its epoch; guarded by this. */
  private View latest;

  /** For a node that shares its layers with none. */
  public Generations() {
    this(Term.FOREVER, MOST_SCOPES, MOST_PATTERNS);
  }

  /** For a node of a cluster: no lease is held at first. */
  public static Generations leased() {
    return new Generations(Term.OVER, MOST_SCOPES, MOST_PATTERNS);
  }

  Generations(int mostScopes, int mostPatterns) {
    this(Term.FOREVER, mostScopes, mostPatterns);
  }

  private Generations(Term term, int mostScopes, int mostPatterns) {
    this.scopes = new Scopes(mostScopes);
    this.patterns = new RecentPatterns(mostPatterns, scopes);
    this.latest = new View(new Epoch(), term, 0);
    this.view = latest;
  }

  /** The number of the last invalidation applied on this node. */
  public long stamp() {
    return last;
  }

  /** To be taken before a load: that, or an older one while invalidations are under way. */
  public long stampOfLoad() {
    return announcements.stampBefore(last);
  }

  /**
   * An invalidation begins: what is loaded until it is applied, and is concerned, is not to be
   * kept.
   *
   * @return to be run when it is applied
   */
  public Runnable announce(Invalidation invalidation) {
    return announcements.begin(invalidation, last);
  }

  /** Whether an invalidation is under way that concerns an entry with this key and these tags. */
  public boolean isAnnounced(String cache, String canonicalKey, List<String> tags) {
    return announcements.concern(cache, canonicalKey, tags);
  }

  /**
   * An entry that was found fresh in this view's epoch needs no further check within it: one
   * volatile read on a hit. To find it fresh for the first time, see {@link #viewToJudge}.
   */
  public View view() {
    return view;
  }

  /** The view in whose epoch an entry that is judged from now on may be remembered as fresh. */
  public View viewToJudge() {
    View current = view;
    return current.epoch() == SUSPENDED.epoch() ? nextEpoch() : current;
  }

  /** Whether this node knows all invalidations at that time, on the nano clock. */
  public boolean isLive(long nowNanos) {
    return viewToJudge().isLive(nowNanos);
  }

  private synchronized View nextEpoch() {
    latest = new View(new Epoch(), latest.term(), latest.deadlineNanos());
    view = latest;
    return latest;
  }

  /** From now on this node knows all invalidations until then, on the nano clock. */
  void leaseUntil(long deadlineNanos) {
    extend(Term.UNTIL_DEADLINE, deadlineNanos);
  }

  /** From now on this node may not know all invalidations. */
  void endLease() {
    extend(Term.OVER, 0);
  }

  /** Keeps the epoch, also one that is suspended at the same time. */
  private synchronized void extend(Term term, long deadlineNanos) {
    View before = latest;
    latest = new View(before.epoch(), term, deadlineNanos);
    VIEW.compareAndSet(this, before, latest);
  }

  /**
   * Ends the epoch, so that each entry is judged again. It needs no lock, no memory and hardly any
   * stack. Whatever the judgement is to see, write it first: another epoch that begins at the same
   * time is begun for no entry yet.
   */
  public void suspendEpoch() {
    view = SUSPENDED;
  }

  /**
   * Takes the next number for an invalidation; afterwards older stamps that it concerns are no
   * longer fresh.
   *
   * @return the number: a stamp for what is written together with this invalidation
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // written under this object's lock only
  public synchronized long apply(Invalidation invalidation) {
    long number = last + 1;
    try {
      note(invalidation, number);
    } finally {
      // After a failure half-way too: what bears this number must not stay ahead of all stamps.
      last = number;
      if (!(invalidation instanceof Invalidation.ByKey)) {
        nextEpoch();
      }
    }
    return number;
  }

  private void note(Invalidation invalidation, long number) {
    if (invalidation instanceof Invalidation.ByKey byKey) {
      keys.set(stripe(byKey.cache(), byKey.key()), number);
    } else if (invalidation instanceof Invalidation.ByTags byTags) {
      byTags.tags().forEach(tag -> scopes.invalidate(byTags.cache(), tag, number));
    } else if (invalidation instanceof Invalidation.ByPattern byPattern) {
      patterns.invalidate(byPattern, number);
    } else {
      scopes.invalidate(invalidation.cache(), null, number);
    }
  }

  /**
   * Whether no invalidation applied since the stamp concerns an entry with this key and these tags.
   */
  public boolean isFresh(long stamp, String cache, String canonicalKey, List<String> tags) {
    return keys.get(stripe(cache, canonicalKey)) <= stamp
        && isFreshInPlace(stamp, cache, () -> canonicalKey, tags);
  }

  /**
   * Like {@link #isFresh}, for an entry found in a store from which every invalidated key has been
   * removed: invalidations by key are not looked at, so that they cost the store's other keys
   * nothing.
   *
   * @param canonicalKey asked only where a pattern has come since the stamp
   */
  public boolean isFreshInPlace(
      long stamp, String cache, Supplier<String> canonicalKey, List<String> tags) {
    // In the order in which a full table hands over to the next: pattern, cache, everything.
    return patterns.isFresh(stamp, cache, canonicalKey) && scopes.isFresh(stamp, cache, tags);
  }

  private static int stripe(String cache, String canonicalKey) {
    int hash = 31 * cache.hashCode() + canonicalKey.hashCode();
    hash *= 0x9E3779B9;
    return (hash >>> 16) & (STRIPES - 1);
  }
}
