package dev.multilayercache.agent.coherence.model;

import static dev.multilayercache.agent.coherence.model.Layout.*;

/**
 * Renews a node's lease, and commits what its stamps may be taken from: only what was read before a
 * compare-and-set of the registry succeeded.
 */
final class Renewer {
  static final int IDLE = 0;
  static final int BEGUN = 1;
  static final int BOOTING = 2;

  private final Protocol protocol;
  private final Node node;

  Renewer(Protocol protocol) {
    this.protocol = protocol;
    this.node = protocol.node;
  }

  static void reset(State s, int n) {
    s.set(RENEW[n], IDLE).set(TAIL_READ[n], 0).set(SEQ_READ[n], 0).set(RENEW_FLOOR[n], 0);
  }

  void steps(State s, int n, Steps to) {
    switch (s.get(RENEW[n])) {
      case IDLE -> {
        if (s.get(APPLY[n]) == 0) {
          commitWhatIsRead(s, n, to);
          begin(s, n, to);
        }
      }
      case BEGUN -> renew(s, n, to);
      default -> {
        State next = s.copy().set(RENEW[n], IDLE);
        if (protocol.has(Mutation.SNAPSHOT_BEFORE_TAIL)) {
          next.set(CURSOR[n], s.get(LOG));
        } else {
          next.raise(TAG_SEQ[n], s.get(SCOPE));
        }
        to.to("renewer", n, "has started anew", next);
      }
    }
  }

  private void commitWhatIsRead(State s, int n, Steps to) {
    if (s.is(LIVE[n]) && s.is(REGISTERED[n]) && !s.is(OLD_ROUTE[n])) {
      State next = commit(s.copy(), n);
      // A record of the true log may bear a seq of a deposed clock: no more than the clock's own.
      boolean trusting = protocol.has(Mutation.STAMP_FROM_THE_SEQ_OF_A_RECORD);
      int most = trusting ? Integer.MAX_VALUE : s.get(SEQ);
      for (int at = 0; at < Math.min(s.get(CURSOR[n]), s.get(LOG)); at++) {
        next.raise(SEQ_STAMP[n], Math.min(s.get(REC_SEQ[at]), most));
      }
      to.to("renewer", n, "commits what the reader has applied", next);
    }
  }

  private static State commit(State s, int n) {
    s.set(APPLIED[n], s.get(CURSOR[n])).set(APPLIED_INC[n], s.get(VIEW_INC[n]));
    return s.raise(POS_STAMP[n], s.get(CURSOR[n]));
  }

  private void begin(State s, int n, Steps to) {
    State next = s.copy();
    if (s.is(OLD_ROUTE[n])) {
      if (isWorthwhile(s, n)) {
        to.to("renewer", n, "asks the deposed", read(next, n, s.get(OLD_SEQ), s.get(OLD_LOG)));
      }
    } else if (!s.is(REGISTERED[n])) {
      node.suspend(next, n);
      next.set(REGISTERED[n], 1).set(APPLIED[n], 0).set(APPLIED_INC[n], s.get(VIEW_INC[n]));
      to.to("renewer", n, "registers", next);
    } else if (s.get(VIEW_INC[n]) != s.get(INC)) {
      to.to("renewer", n, "sees a new incarnation", enterIncarnation(next, n));
    } else if (isOffTheLog(s, n)) {
      to.to("renewer", n, "finds its place in the log lost", boot(next, n));
    } else if (isWorthwhile(s, n)) {
      to.to("renewer", n, "asks the cluster", read(next, n, s.get(SEQ), s.get(LOG)));
    }
  }

  /** To renew at other times too would lead to the same states. */
  private static boolean isWorthwhile(State s, int n) {
    return !s.is(LIVE[n]) || s.get(CONFIRMED) > s.get(FLOOR[n]);
  }

  private boolean isOffTheLog(State s, int n) {
    return (s.is(PHANTOM[n]) || s.get(CURSOR[n]) > s.get(LOG))
        && !protocol.has(Mutation.NO_CONTINUITY_CHECK);
  }

  private State read(State s, int n, int seq, int tail) {
    if (protocol.has(Mutation.STAMP_FROM_UNCONFIRMED_CLOCK_READ)) {
      s.raise(SEQ_STAMP[n], seq);
    }
    s.set(RENEW[n], BEGUN).set(SEQ_READ[n], seq).set(TAIL_READ[n], tail);
    return s.set(RENEW_FLOOR[n], s.get(CONFIRMED));
  }

  private State enterIncarnation(State s, int n) {
    if (protocol.has(Mutation.NO_FLUSH_ON_NEW_INCARNATION)) {
      return s.set(VIEW_INC[n], s.get(INC)).set(CURSOR[n], s.get(LOG)).set(RENEW[n], BOOTING);
    }
    return boot(s, n).set(VIEW_INC[n], s.get(INC)).set(POS_STAMP[n], 0);
  }

  /** What was missed is unknown: nothing local stays, and nothing older than now is trusted. */
  State boot(State s, int n) {
    node.suspend(s, n);
    node.flush(s, n);
    s.set(PHANTOM[n], 0).set(RENEW[n], BOOTING);
    if (protocol.has(Mutation.SNAPSHOT_BEFORE_TAIL)) {
      s.raise(TAG_SEQ[n], s.get(SCOPE));
    } else {
      s.set(CURSOR[n], s.get(LOG));
    }
    if (!protocol.has(Mutation.SKIPPED_RECORDS_WITHOUT_POSITION_FLOOR)) {
      s.set(KEY_POS[n], s.get(LOG));
    }
    return s;
  }

  private void renew(State s, int n, Steps to) {
    State next = s.copy();
    if (s.is(OLD_ROUTE[n]) || !s.is(REGISTERED[n])) {
      node.suspend(next, n);
      to.to("renewer", n, "fails to renew", next);
    } else if (hasReadToTheTail(s, n)) {
      commit(next, n).set(LIVE[n], 1);
      next.raise(SEQ_STAMP[n], s.get(SEQ_READ[n])).raise(POS_STAMP[n], s.get(TAIL_READ[n]));
      next.raise(FLOOR[n], s.get(RENEW_FLOOR[n]));
      reset(next, n);
      to.to("renewer", n, "renews the lease", next);
    }
  }

  private boolean hasReadToTheTail(State s, int n) {
    return (s.get(APPLY[n]) == 0 && s.get(CURSOR[n]) >= s.get(TAIL_READ[n]))
        || protocol.has(Mutation.RENEWAL_WITHOUT_READING_THE_LOG);
  }
}
