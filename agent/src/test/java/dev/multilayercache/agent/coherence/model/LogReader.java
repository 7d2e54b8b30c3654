package dev.multilayercache.agent.coherence.model;

import static dev.multilayercache.agent.coherence.model.Layout.*;

import dev.multilayercache.agent.coherence.model.Configuration.Kind;

/** Reads a node's next record and applies it: tables, then the local number, then removal. */
final class LogReader {
  private static final int IDLE = 0;
  private static final int FIRST_DONE = 1;
  private static final int NUMBERED = 2;

  private final Protocol protocol;
  private final Node node;

  LogReader(Protocol protocol) {
    this.protocol = protocol;
    this.node = protocol.node;
  }

  void steps(State s, int n, Steps to) {
    int at = s.get(CURSOR[n]);
    switch (s.get(APPLY[n])) {
      case IDLE -> {
        if (s.get(RENEW[n]) != Renewer.BOOTING && at < end(s, n)) {
          read(s, n, at, to);
        }
      }
      case FIRST_DONE -> {
        State next = second(s.copy(), n, at).set(APPLY[n], NUMBERED);
        to.to("reader", n, "takes a local number for it", next);
      }
      default -> {
        State next = s.copy();
        if (!s.is(REC_TAG[at])) {
          node.removeL1(next, n);
        }
        to.to("reader", n, "has applied the record", next(next, n));
      }
    }
  }

  private static int end(State s, int n) {
    return s.get(s.is(OLD_ROUTE[n]) ? OLD_LOG : LOG);
  }

  private void read(State s, int n, int at, Steps to) {
    State next = s.copy();
    if (s.is(OLD_ROUTE[n]) && s.is(OLD_PHANTOM) && at == s.get(OLD_LOG) - 1) {
      next(next.set(PHANTOM[n], 1), n);
      if (protocol.has(Mutation.POSITION_FROM_UNCONFIRMED_LOG_READ)) {
        next.raise(POS_STAMP[n], at + 1);
      }
      to.to("reader", n, "applies a record that only the deposed has", next);
    } else if (s.get(REC_INC[at]) != s.get(VIEW_INC[n])) {
      raise(next, n, at);
      node.flush(next, n);
      node.suspend(next, n);
      boolean ofThePast = s.get(REC_INC[at]) < s.get(VIEW_INC[n]);
      to.to("reader", n, "meets another incarnation", ofThePast ? next(next, n) : next);
    } else if (s.get(REC_ORIGIN[at]) == n) {
      to.to("reader", n, "passes a record of its own", next(next, n));
    } else {
      first(next, n, at).set(APPLY[n], FIRST_DONE);
      to.to("reader", n, "begins to apply a record: raises its tables", next);
    }
  }

  private State first(State s, int n, int at) {
    return protocol.has(Mutation.REMOTE_TABLES_RAISED_AFTER_GENERATION)
        ? number(s, n, at)
        : raise(s, n, at);
  }

  private State second(State s, int n, int at) {
    return protocol.has(Mutation.REMOTE_TABLES_RAISED_AFTER_GENERATION)
        ? raise(s, n, at)
        : number(s, n, at);
  }

  private static State raise(State s, int n, int at) {
    return s.is(REC_TAG[at])
        ? s.raise(TAG_SEQ[n], s.get(REC_SEQ[at]))
        : s.raise(KEY_POS[n], at + 1);
  }

  private State number(State s, int n, int at) {
    node.takeNumber(s, n, s.is(REC_TAG[at]) ? Kind.TAG : Kind.KEY);
    return s;
  }

  private static State next(State s, int n) {
    return s.set(APPLY[n], IDLE).set(CURSOR[n], s.get(CURSOR[n]) + 1);
  }
}
