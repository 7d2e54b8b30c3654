package dev.multilayercache.agent.coherence.model;

import static dev.multilayercache.agent.coherence.model.Layout.*;

import dev.multilayercache.agent.coherence.model.Configuration.Kind;

/** What a node decides and changes by itself. */
final class Node {
  private final Protocol protocol;

  Node(Protocol protocol) {
    this.protocol = protocol;
  }

  /** Whether the node may serve what it holds, and use the cluster layer. */
  boolean isLive(State state, int n) {
    return state.is(LIVE[n]) || protocol.has(Mutation.READ_AFTER_THE_LEASE_RAN_OUT);
  }

  boolean servesL1(State state, int n) {
    return state.is(L1[n])
        && !state.is(L1_BEHIND[n])
        && (isLive(state, n) || (state.is(L1_DEGRADED[n]) && mayServeDegraded()));
  }

  boolean mayServeDegraded() {
    return !protocol.configuration.strong()
        || protocol.has(Mutation.LOCAL_ONLY_ENTRY_IN_STRONG_MODE);
  }

  /** The node judges a value of the cluster layer by its own tables. */
  boolean isValid(State state, int n, int stamp, int pos, int inc) {
    return inc == state.get(VIEW_INC[n])
        && stamp >= state.get(TAG_SEQ[n])
        && (pos >= state.get(KEY_POS[n]) || protocol.has(Mutation.DELETE_TRUSTED_WITHOUT_POSITION));
  }

  boolean usesL2(State state, int n) {
    boolean quarantined = state.is(PENDING_KEY[n]) || state.is(PENDING_TAG[n]);
    return isLive(state, n) && (!quarantined || protocol.has(Mutation.QUARANTINE_NOT_CONSULTED));
  }

  /** Takes the next local number: whatever took its stamp before is behind. */
  void takeNumber(State state, int n, Kind kind) {
    for (int c = 0; c < protocol.configuration.calls().size(); c++) {
      if (protocol.configuration.calls().get(c) == n && Calls.isInFlight(state.get(CALL[c]))) {
        state.set(DOOMED[c], 1);
      }
    }
    if (kind == Kind.TAG && state.is(L1[n])) {
      state.set(L1_BEHIND[n], 1);
    }
  }

  void removeL1(State state, int n) {
    state.set(L1[n], 0).set(L1_VERSION[n], 0).set(L1_BEHIND[n], 0).set(L1_DEGRADED[n], 0);
  }

  void flush(State state, int n) {
    takeNumber(state, n, Kind.KEY);
    removeL1(state, n);
  }

  /** The node is no longer live; what it is about to confirm or commit is void. */
  void suspend(State state, int n) {
    endLease(state, n);
    if (state.get(RENEW[n]) == Renewer.BEGUN) {
      Renewer.reset(state, n);
    }
  }

  void endLease(State state, int n) {
    state.set(LIVE[n], 0).set(FORMER_LEASE[n], 0);
    for (int i = 0; i < protocol.configuration.invalidators().size(); i++) {
      if (protocol.configuration.invalidators().get(i).node() == n
          && Invalidations.isRunning(state.get(INVALIDATE[i]))) {
        state.set(DISTURBED[i], 1);
      }
    }
  }
}
