package dev.multilayercache.agent.layer;

import java.time.Duration;

/**
 * What entries of one cache are good for besides answering until they expire.
 *
 * @param reloadAt the part of an entry's life, up to 1, after which a hit has it loaded anew; 1 if
 *     none has
 * @param keptFor how long after its end an entry may stand in for a load that fails
 */
public record Endurance(double reloadAt, Duration keptFor) {

  /** Beyond this, deadlines in nanoseconds would overflow. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** They only answer until they expire. */
  public static final Endurance NONE = new Endurance(1, Duration.ZERO);

  public Endurance {
    keptFor = keptFor.compareTo(LONGEST) < 0 ? keptFor : LONGEST;
  }

  public boolean isNone() {
    return reloadAt == 1 && keptFor.isZero();
  }

  /** Whether a value that lives so long has reached the time to be loaded anew. */
  public boolean isReloadDue(long age, long life) {
    return reloadAt < 1 && age >= reloadAt * life;
  }

  /** An entry that lives so long in all, as it is kept. */
  public Entry prepared(Entry entry, long lifeNanos) {
    return entry.enduring(
        entry.deadlineNanos() - (lifeNanos - (long) (reloadAt * lifeNanos)),
        entry.deadlineNanos() + keptFor.toNanos());
  }
}
