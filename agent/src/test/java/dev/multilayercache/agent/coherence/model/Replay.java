package dev.multilayercache.agent.coherence.model;

import static dev.multilayercache.agent.coherence.model.Layout.*;

import dev.multilayercache.agent.coherence.model.Configuration.Kind;

/** Does again, against the true cluster, what a node's unconfirmed invalidations failed to do. */
final class Replay {
  private static final int IDLE = 0;
  private static final int NUMBERED = 1;
  private static final int SCOPED = 2;
  private static final int TO_ADD = 3;
  private static final int ADDED = 4;

  private final Protocol protocol;

  Replay(Protocol protocol) {
    this.protocol = protocol;
  }

  void steps(State s, int n, Steps to) {
    boolean key = s.is(PENDING_KEY[n]);
    if ((!key && !s.is(PENDING_TAG[n])) || s.is(OLD_ROUTE[n]) || !s.is(LIVE[n])) {
      return;
    }
    if (protocol.has(Mutation.REPLAY_FORGOTTEN)) {
      to.to("replay", n, "forgets", clear(s.copy(), n, key));
    } else if (key) {
      replayKey(s, n, to);
    } else {
      replayTag(s, n, to);
    }
  }

  private void replayKey(State s, int n, Steps to) {
    State next = s.copy();
    switch (s.get(REPLAY[n])) {
      case IDLE -> {
        protocol.delete(next);
        to.to("replay", n, "deletes", next.set(REPLAY[n], TO_ADD));
      }
      case TO_ADD -> {
        protocol.addRecord(next, n, Kind.KEY, 0, s.get(VIEW_INC[n]));
        next.raise(KEY_POS[n], next.get(LOG));
        to.to("replay", n, "adds the record", next.set(REPLAY[n], ADDED));
      }
      default -> to.to("replay", n, "ends the quarantine", clear(next, n, /* key= */ true));
    }
  }

  private void replayTag(State s, int n, Steps to) {
    State next = s.copy();
    switch (s.get(REPLAY[n])) {
      case IDLE -> {
        int seq = s.get(SEQ) + 1;
        next.set(SEQ, seq).set(REPLAY_SEQ[n], seq).set(REPLAY[n], NUMBERED);
        to.to("replay", n, "takes the next seq", next);
      }
      case NUMBERED -> {
        next.raise(SCOPE, s.get(REPLAY_SEQ[n])).set(REPLAY[n], SCOPED);
        to.to("replay", n, "writes the scope", next);
      }
      case SCOPED -> {
        protocol.addRecord(next, n, Kind.TAG, s.get(REPLAY_SEQ[n]), s.get(VIEW_INC[n]));
        next.raise(TAG_SEQ[n], s.get(REPLAY_SEQ[n])).set(REPLAY[n], ADDED);
        to.to("replay", n, "adds the record", next);
      }
      default -> to.to("replay", n, "ends the quarantine", clear(next, n, /* key= */ false));
    }
  }

  /** With the last one, all that was unconfirmed on this node has reached the cluster. */
  private static State clear(State s, int n, boolean key) {
    s.set(key ? PENDING_KEY[n] : PENDING_TAG[n], 0).set(REPLAY[n], IDLE).set(REPLAY_SEQ[n], 0);
    if (!s.is(PENDING_KEY[n]) && !s.is(PENDING_TAG[n])) {
      s.raise(CONFIRMED, s.get(PENDING_VERSION[n])).set(PENDING_VERSION[n], 0);
    }
    return s;
  }
}
