package dev.multilayercache.agent.call;

import dev.multilayercache.agent.plan.Refusals;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Whether the agent has a part in the calls of one method.
 *
 * <p>Off after {@value FailureRate#MOST} failures of ours within a minute, with one line, and
 * listed among the refused methods: what fails that often is broken, and calls should not pay for
 * it. On again when an operator sets {@code Enabled} of the method's cache or of the agent, which
 * is noticed by the method's next call. Held by its call site alone, it goes with the method's
 * class. Safe for use by any thread.
 */
final class MethodSwitch implements BiConsumer<String, Throwable> {
  private static final long ON = -1;

  private final String method;
  private final Wording wording;
  private final Refusals refusals;
  private final FailureRate rate;
  private final LongSupplier timesEnabled;

  /** Tells this switch from others of a method of the same name, and holds nothing. */
  private final Object identity = new Object();

  private Runnable whenChanged = () -> {};

  /** {@link #ON}, or how often somebody had set {@code Enabled} when it went off. */
  private volatile long offSince = ON;

  /**
   * What is written when it goes off.
   *
   * @param consequence what becomes of the method's calls, a sentence
   * @param whatToEnable where an operator finds the attribute: {@code cache products or the agent}
   */
  record Wording(String consequence, String whatToEnable) {}

  /**
   * @param method for people
   * @param timesEnabled changes each time that somebody sets {@code Enabled} where it counts
   */
  MethodSwitch(
      String method,
      Wording wording,
      Refusals refusals,
      LongSupplier nanoClock,
      LongSupplier timesEnabled) {
    this.method = method;
    this.wording = wording;
    this.refusals = refusals;
    this.rate = new FailureRate(nanoClock);
    this.timesEnabled = timesEnabled;
  }

  /** Names the one who acts on a change, before the method's first call. */
  void onChange(Runnable action) {
    whenChanged = action;
  }

  /**
   * Counts a failure of ours.
   *
   * @param what failed, in the words of a line: {@code a read}
   */
  @Override
  public void accept(String what, Throwable failure) {
    if (rate.exceededByOneMore() && offSince == ON) {
      goOff(what, failure);
    }
  }

  /** Whether calls go on without the agent; on again if somebody said so meanwhile. */
  boolean isOff() {
    long since = offSince;
    return since != ON && (since == timesEnabled.getAsLong() || !goOn());
  }

  private synchronized void goOff(String what, Throwable failure) {
    if (offSince != ON) {
      return;
    }
    offSince = timesEnabled.getAsLong();
    whenChanged.run();
    refusals.switchedOff(
        identity,
        method,
        ("the agent failed %d times within a minute, the last time in %s (%s). %s To switch it on"
                + " again set Enabled of %s to true over JMX; please report this.")
            .formatted(
                FailureRate.MOST,
                what,
                failure.getClass().getName(),
                wording.consequence,
                wording.whatToEnable));
  }

  private synchronized boolean goOn() {
    if (offSince != ON) {
      offSince = ON;
      whenChanged.run();
      refusals.switchedOn(identity, method);
    }
    return true;
  }
}
