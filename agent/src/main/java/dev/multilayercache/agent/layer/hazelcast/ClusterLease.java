package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.coherence.Coherence;
import dev.multilayercache.agent.coherence.Stamp;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Lease;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The right to replace one token of ours by a value.
 *
 * <p>The token is gone if the key was invalidated, or if another node took it over.
 */
final class ClusterLease implements Lease {
  private final RegionContext context;
  private final CacheForm form;
  private final Slot slot;
  private Claim claim;
  private final Stamp stamp;
  private boolean ended;

  /**
   * Keeps the token alive from now on.
   *
   * @param held the token, which is in the slot
   * @param stamp what this node had proved to know before the token was put there
   */
  ClusterLease(RegionContext context, CacheForm form, Slot slot, HeldLease held, Stamp stamp) {
    this(context, form, slot, new HeldToken(context, slot, held, null), stamp);
    held.hold(context.renewals());
  }

  ClusterLease(RegionContext context, CacheForm form, Slot slot, Claim claim, Stamp stamp) {
    this.context = context;
    this.form = form;
    this.slot = slot;
    this.claim = claim;
    this.stamp = stamp;
  }

  /** The same lease, which puts back an expired value that may stand in for a failed load. */
  ClusterLease insteadOf(byte[] displaced, Entry expired) {
    return claim instanceof HeldToken token
        ? new ClusterLease(context, form, slot, token.displacing(displaced, expired), stamp)
        : this;
  }

  @Override
  public Outcome store(Entry entry, BooleanSupplier stillFresh) {
    return begin(entry, blob -> () -> claim.fill(blob)).get();
  }

  @Override
  public Supplier<Outcome> begin(Entry entry, BooleanSupplier stillFresh) {
    return begin(entry, claim::beginFill);
  }

  private Supplier<Outcome> begin(Entry entry, Function<byte[], Supplier<Boolean>> filling) {
    if (ended) {
      return () -> Outcome.SKIPPED;
    }
    Coherence coherence = context.coherence();
    if (context.readiness().session() == null
        || coherence.isQuarantined(form.cache(), slot.key(), entry.tags())) {
      release();
      return () -> Outcome.ABSENT;
    }
    if (!coherence.accepts(stamp, form.cache(), slot.key(), entry.tags())) {
      release();
      return () -> Outcome.REFUSED;
    }
    long createdAt = context.wallClock().getAsLong(); // first: a pause must not lengthen the life
    long ttlMillis = TimeUnit.NANOSECONDS.toMillis(entry.deadlineNanos() - context.nanoTime());
    byte[] blob =
        ttlMillis <= 0 || entry.tags().size() > Envelope.MOST_TAGS
            ? null
            : form.write(slot.key(), entry, stamp, createdAt, ttlMillis, claim.kept());
    if (blob == null) {
      release();
      return () -> Outcome.SKIPPED;
    }
    ended = true;
    Supplier<Boolean> filled = filling.apply(blob);
    return () -> outcome(entry, filled.get());
  }

  private Outcome outcome(Entry entry, boolean isFilled) {
    if (!isFilled) {
      return Outcome.REFUSED;
    }
    long keptMillis = TimeUnit.NANOSECONDS.toMillis(entry.goneNanos() - context.nanoTime());
    slot.expireAfter(Math.max(keptMillis, context.millisLeft(claim.kept())));
    return Outcome.STORED;
  }

  @Override
  public void forgo() {
    claim = claim.displacingNothing();
  }

  @Override
  public void release() {
    if (!ended) {
      ended = true;
      claim.giveBack();
    }
  }
}
