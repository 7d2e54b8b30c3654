package dev.multilayercache.agent.coherence.model;

import static dev.multilayercache.agent.coherence.model.Layout.*;

/** A strong invalidation's wait until the other node has applied it, or can no longer serve. */
final class Acknowledgements {
  private final Protocol protocol;

  Acknowledgements(Protocol protocol) {
    this.protocol = protocol;
  }

  void await(State s, int i, int other, Steps to) {
    if (hasAcknowledged(s, i, other) || protocol.has(Mutation.STRONG_WITHOUT_WAITING)) {
      to.to("invalidation", i, "has waited for the other node", Invalidations.on(s.copy(), i));
    } else if (s.is(REGISTERED[other]) && !s.is(LIVE[other])) {
      State next = s.copy();
      if (protocol.has(Mutation.STRONG_WITHOUT_FENCE)) {
        to.to("invalidation", i, "waits no longer for the other node", Invalidations.on(next, i));
      } else {
        next.set(REGISTERED[other], 0).set(APPLIED[other], 0).set(APPLIED_INC[other], 0);
        to.to("invalidation", i, "fences the other node", next);
      }
    }
  }

  private boolean hasAcknowledged(State s, int i, int other) {
    if (!s.is(REGISTERED[other])) {
      return !s.is(FORMER_LEASE[other]) || protocol.has(Mutation.STRONG_TRUSTS_A_NEW_REGISTRY);
    }
    boolean sameInc =
        s.get(APPLIED_INC[other]) == s.get(INV_INC[i])
            || protocol.has(Mutation.STRONG_IGNORES_THE_INCARNATION_OF_AN_ACKNOWLEDGEMENT);
    return sameInc && s.get(APPLIED[other]) >= s.get(INV_POS[i]);
  }
}
