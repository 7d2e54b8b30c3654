package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.layer.Entry;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A token of ours in its slot.
 *
 * @param displaced what the token took the place of, if that is to return when no value comes
 */
record HeldToken(RegionContext context, Slot slot, HeldLease held, @Nullable Displaced displaced)
    implements Claim {

  /** A value that has expired, and is kept until then. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Displaced(byte[] bytes, long goneNanos) {}

  /** The same token, which gives way to an expired value again. */
  HeldToken displacing(byte[] bytes, Entry expired) {
    return new HeldToken(context, slot, held, new Displaced(bytes, expired.goneNanos()));
  }

  @Override
  public Claim displacingNothing() {
    return new HeldToken(context, slot, held, /* displaced= */ null);
  }

  @Override
  public boolean fill(byte[] blob) {
    byte[] token = endRenewal();
    Answer<Boolean> filled = slot.beginFill(token, blob);
    return slot.endFill(held, () -> filled.await(slot.writeBudget()), token);
  }

  @Override
  public Supplier<Boolean> beginFill(byte[] blob) {
    long sentNanos = System.nanoTime();
    byte[] token = endRenewal();
    Answer<Boolean> filled = slot.beginFill(token, blob);
    return () ->
        slot.endFill(held, () -> filled.awaitSince(sentNanos, context.budgets().first()), token);
  }

  @Override
  public @Nullable Envelope kept() {
    return held.kept();
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
  public void giveBack() {
    long millisLeft =
        displaced == null
            ? 0
            : TimeUnit.NANOSECONDS.toMillis(displaced.goneNanos() - context.nanoTime());
    if (displaced == null || millisLeft <= 0) {
      slot.giveBack(held);
    } else {
      slot.putBack(held, displaced.bytes(), millisLeft);
    }
  }
}
