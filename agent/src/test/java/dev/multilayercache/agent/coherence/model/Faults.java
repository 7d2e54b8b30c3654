package dev.multilayercache.agent.coherence.model;

import static dev.multilayercache.agent.coherence.model.Layout.*;

import dev.multilayercache.agent.coherence.model.Configuration.Fault;

/** What goes wrong by itself. */
final class Faults {
  private static final int QUEUED_WRITES_REACH = 2;

  private final Protocol protocol;
  private final Node node;
  private final Renewer renewer;

  Faults(Protocol protocol) {
    this.protocol = protocol;
    this.node = protocol.node;
    this.renewer = new Renewer(protocol);
  }

  void steps(State s, Steps to) {
    for (int n = 0; n < NODES; n++) {
      if (protocol.has(Fault.LEASE_RUNS_OUT) && s.is(LIVE[n]) && !s.is(LAPSED[n])) {
        State next = s.copy().set(LAPSED[n], 1);
        node.endLease(next, n);
        to.to("fault", n, "lease runs out", next);
      }
      if (protocol.has(Fault.NODE_STARTS_ANEW) && !s.is(LAPSED[n])) {
        startAnew(s, n, to);
      }
      if (protocol.has(Fault.LOG_OVERRUN)) {
        overrun(s, n, to);
      }
    }
    if (protocol.has(Fault.DEPOSED_PRIMARY)) {
      depose(s, to);
    }
    if (s.get(INC) == 0 && protocol.has(Fault.CLUSTER_RESTART)) {
      to.to("fault", 0, "cluster restarts empty", restart(s.copy()));
    }
    if (s.get(INC) == 0 && protocol.has(Fault.MERGE) && !isInTurn(s)) {
      to.to("fault", 0, "clusters merge", merge(s.copy()));
    }
  }

  private void overrun(State s, int n, Steps to) {
    boolean reading = s.get(APPLY[n]) == 0 && s.get(RENEW[n]) != Renewer.BOOTING;
    if (reading && s.get(CURSOR[n]) < s.get(LOG) && s.get(VIEW_INC[n]) == s.get(INC)) {
      to.to("fault", n, "records overwritten unread", renewer.boot(s.copy(), n));
    }
  }

  /** Its tables are empty: it knows no positions of keys, and need not. */
  private void startAnew(State s, int n, Steps to) {
    boolean busy = s.get(APPLY[n]) != 0 || s.get(RENEW[n]) != Renewer.IDLE;
    for (int i = 0; i < protocol.configuration.invalidators().size(); i++) {
      busy |= protocol.configuration.invalidators().get(i).node() == n;
    }
    if (!busy) {
      State next = renewer.boot(s.copy().set(LAPSED[n], 1), n);
      to.to("fault", n, "starts anew", next.set(KEY_POS[n], 0).set(TAG_SEQ[n], 0));
    }
  }

  /** The deposed primary keeps its copies, and one node that does not know yet. */
  private void depose(State s, Steps to) {
    if (!s.is(DEPOSED)) {
      for (int n = 0; n < NODES; n++) {
        State next = s.copy().set(DEPOSED, 1).set(OLD_ROUTE[n], 1);
        to.to("fault", n, "deposed", next.set(OLD_SEQ, s.get(SEQ)).set(OLD_LOG, s.get(LOG)));
      }
    }
    for (int n = 0; n < NODES; n++) {
      if (s.is(OLD_ROUTE[n])) {
        if (protocol.has(Fault.QUEUED_WRITES)) {
          executeQueuedWrites(s, to);
        }
        noticeCut(s, n, to);
        to.to("fault", n, "learns of the new primary", learn(s.copy(), n));
      }
    }
  }

  private void noticeCut(State s, int n, Steps to) {
    if (s.is(LIVE[n])) {
      State next = s.copy();
      node.endLease(next, n);
      to.to("fault", n, "sees that the others are gone", next);
    }
  }

  private void executeQueuedWrites(State s, Steps to) {
    if (s.get(OLD_SEQ) < QUEUED_WRITES_REACH) {
      State next = s.copy().set(OLD_SEQ, s.get(OLD_SEQ) + 1);
      to.to("deposed", 0, "executes a queued write of the clock", next);
    }
    if (!s.is(OLD_PHANTOM)) {
      State next = s.copy().set(OLD_PHANTOM, 1).set(OLD_LOG, s.get(OLD_LOG) + 1);
      to.to("deposed", 0, "executes a queued write of the log", next);
    }
  }

  private State learn(State s, int n) {
    s.set(OLD_ROUTE[n], 0).set(OLD_SEQ, 0).set(OLD_LOG, 0).set(OLD_PHANTOM, 0);
    if (!protocol.has(Mutation.ROUTE_CHANGE_UNNOTICED)) {
      node.suspend(s, n);
    }
    return s;
  }

  private State restart(State s) {
    for (int n = 0; n < NODES; n++) {
      s.set(FORMER_LEASE[n], s.is(LIVE[n])).set(REGISTERED[n], 0);
      s.set(APPLIED[n], 0).set(APPLIED_INC[n], 0);
    }
    Protocol.clearL2(s);
    return loseLog(s.set(SCOPE, 0));
  }

  private State merge(State s) {
    return loseLog(s);
  }

  private boolean isInTurn(State s) {
    boolean running = false;
    for (Field each : INVALIDATE) {
      running |= Invalidations.isRunning(s.get(each));
    }
    return running && protocol.has(Fault.INVALIDATIONS_IN_TURN);
  }

  private static State loseLog(State s) {
    for (int at = 0; at < RECORDS; at++) {
      s.set(REC_TAG[at], 0).set(REC_ORIGIN[at], 0).set(REC_SEQ[at], 0).set(REC_INC[at], 0);
    }
    return s.set(LOG, 0).set(INC, 1).set(SEQ, s.get(SEQ) + 1);
  }
}
