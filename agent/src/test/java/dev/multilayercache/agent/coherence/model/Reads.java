package dev.multilayercache.agent.coherence.model;

import static dev.multilayercache.agent.coherence.model.Layout.*;

import dev.multilayercache.agent.coherence.model.Configuration.Fault;

/** What a call does with the cluster layer before it loads: a read, then a judgement. */
final class Reads {
  private final Protocol protocol;
  private final Node node;

  Reads(Protocol protocol) {
    this.protocol = protocol;
    this.node = protocol.node;
  }

  void read(State s, int c, int n, Steps to) {
    if (!s.is(OLD_ROUTE[n])) {
      readPrimary(s, c, to);
    } else {
      to.to("call", c, "gets a lease from the deposed", s.copy().set(CALL[c], Calls.LEASED));
    }
    if (protocol.has(Fault.OPERATION_FAILS) || s.is(OLD_ROUTE[n])) {
      to.to("call", c, "fails to read L2", s.copy().set(CALL[c], Calls.ALONE));
    }
    if (protocol.has(Fault.OLD_REPLICA)) {
      readOldReplica(s, c, to);
    }
  }

  private void readPrimary(State s, int c, Steps to) {
    State next = s.copy();
    switch (s.get(L2)) {
      case Calls.VALUE -> {
        next.set(CALL[c], Calls.GOT).set(VERSION[c], s.get(L2_VERSION));
        // From here on the stamps are those of the value; its own are taken again with a lease.
        next.set(STAMP[c], s.get(L2_STAMP)).set(POS[c], s.get(L2_POS));
        to.to("call", c, "gets a value", next.set(CALL_INC[c], s.get(L2_INC)));
      }
      case Calls.LEASE -> {
        Protocol.lease(next, c);
        to.to("call", c, "takes the lease over", next.set(CALL[c], Calls.LEASED));
        to.to("call", c, "waited long enough", s.copy().set(CALL[c], Calls.ALONE));
      }
      default -> {
        Protocol.lease(next, c);
        to.to("call", c, "puts its lease", next.set(CALL[c], Calls.LEASED));
      }
    }
  }

  private void readOldReplica(State s, int c, Steps to) {
    for (int version = 0; version <= s.get(SOURCE); version++) {
      for (int stamp = 0; stamp < EVER_STAMPS; stamp++) {
        for (int pos = 0; pos < EVER_STAMPS; pos++) {
          if (s.remembers(version, stamp, pos)) {
            State next = s.copy().set(CALL[c], Calls.GOT).set(VERSION[c], version);
            next.set(STAMP[c], stamp).set(POS[c], pos).set(CALL_INC[c], 0);
            to.to("call", c, "gets a value that an old replica still holds", next);
          }
        }
      }
    }
  }

  void judge(State s, int c, int n, Steps to) {
    boolean valid = node.isValid(s, n, s.get(STAMP[c]), s.get(POS[c]), s.get(CALL_INC[c]));
    if (valid && node.isLive(s, n) && !s.is(DOOMED[c])) {
      to.to("call", c, "finds the value valid", s.copy().set(CALL[c], Calls.TO_PUBLISH));
      return;
    }
    State next = s.copy().set(VERSION[c], 0);
    if (!s.is(OLD_ROUTE[n]) && holds(s, c)) {
      Protocol.lease(next, c);
      next.set(CALL[c], Calls.LEASED);
      to.to("call", c, "replaces the value by its lease", Calls.takeStamps(next, c, n));
    } else {
      to.to(
          "call",
          c,
          "finds the value invalid",
          next.set(CALL[c], Calls.BEGUN).set(STAMP[c], 0).set(POS[c], 0).set(CALL_INC[c], 0));
    }
  }

  /** Whether the cluster layer still holds the value that the call has read. */
  private static boolean holds(State s, int c) {
    return s.get(L2) == Calls.VALUE
        && s.get(L2_VERSION) == s.get(VERSION[c])
        && s.get(L2_STAMP) == s.get(STAMP[c])
        && s.get(L2_POS) == s.get(POS[c])
        && s.get(L2_INC) == s.get(CALL_INC[c]);
  }
}
