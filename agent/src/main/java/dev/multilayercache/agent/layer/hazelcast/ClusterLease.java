package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.coherence.Coherence;
import dev.multilayercache.agent.coherence.Stamp;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Lease;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The right to replace one token of ours by a value.
 *
 * <p>The token is gone if the key was invalidated, or if another node took it over.
 */
final class ClusterLease implements Lease {
  private final RegionContext context;
  private final CacheForm form;
  private final Slot slot;
  private final HeldLease held;
  private final Stamp stamp;
  private boolean ended;

  /**
   * Keeps the token alive from now on.
   *
   * @param held the token, which is in the slot
   * @param stamp what this node had proved to know before the token was put there
   */
  ClusterLease(RegionContext context, CacheForm form, Slot slot, HeldLease held, Stamp stamp) {
    this.context = context;
    this.form = form;
    this.slot = slot;
    this.held = held;
    this.stamp = stamp;
    held.hold(context.renewals());
  }

  @Override
  public Outcome store(Entry entry, BooleanSupplier stillFresh) {
    if (ended) {
      return Outcome.SKIPPED;
    }
    Coherence coherence = context.coherence();
    if (context.readiness().session() == null
        || coherence.isQuarantined(form.cache(), slot.key(), entry.tags())) {
      release();
      return Outcome.ABSENT;
    }
    if (!coherence.accepts(stamp, form.cache(), slot.key(), entry.tags())) {
      release();
      return Outcome.REFUSED;
    }
    long ttlMillis = TimeUnit.NANOSECONDS.toMillis(entry.deadlineNanos() - context.nanoTime());
    byte[] blob =
        ttlMillis <= 0 || entry.tags().size() > Envelope.MOST_TAGS
            ? null
            : form.write(slot.key(), entry, stamp, ttlMillis, held.kept());
    if (blob == null) {
      release();
      return Outcome.SKIPPED;
    }
    ended = true;
    byte[] token = endRenewal();
    if (!slot.fill(held, token, blob)) {
      return Outcome.REFUSED;
    }
    slot.expireAfter(Math.max(ttlMillis, context.millisLeft(held.kept())));
    return Outcome.STORED;
  }

  private byte[] endRenewal() {
    try {
      return held.end(context.budgets().write());
    } catch (ClusterFailure e) {
      slot.giveBack(held);
      throw e;
    }
  }

  @Override
  public void release() {
    if (!ended) {
      ended = true;
      slot.giveBack(held);
    }
  }
}
