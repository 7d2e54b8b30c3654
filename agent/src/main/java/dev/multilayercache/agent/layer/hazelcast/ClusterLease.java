package dev.multilayercache.agent.layer.hazelcast;

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
  private final long sequence;
  private boolean ended;

  /**
   * Keeps the token alive from now on.
   *
   * @param held the token, which is in the slot
   * @param sequence the cluster's clock as this node knew it before the token was put there
   */
  ClusterLease(RegionContext context, CacheForm form, Slot slot, HeldLease held, long sequence) {
    this.context = context;
    this.form = form;
    this.slot = slot;
    this.held = held;
    this.sequence = sequence;
    held.hold(context.renewals());
  }

  @Override
  public Outcome store(Entry entry, BooleanSupplier stillFresh) {
    if (ended) {
      return Outcome.SKIPPED;
    }
    if (!context.scopes().areFresh(form.cache(), entry.tags(), sequence)) {
      release();
      return Outcome.REFUSED;
    }
    if (context.readiness().session() == null) {
      release();
      return Outcome.ABSENT;
    }
    long ttlMillis = TimeUnit.NANOSECONDS.toMillis(entry.deadlineNanos() - context.nanoTime());
    byte[] blob =
        ttlMillis <= 0 || entry.tags().size() > Blob.MOST_TAGS
            ? null
            : form.write(slot.key(), entry, sequence, ttlMillis);
    if (blob == null) {
      release();
      return Outcome.SKIPPED;
    }
    ended = true;
    byte[] token = held.end(context.budgets().write());
    if (!slot.fill(token, blob)) {
      return Outcome.REFUSED;
    }
    slot.expireAfter(ttlMillis);
    return Outcome.STORED;
  }

  @Override
  public void release() {
    if (!ended) {
      ended = true;
      slot.giveBack(held);
    }
  }
}
