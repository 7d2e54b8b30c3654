package dev.multilayercache.agent.coherence.model;

import static dev.multilayercache.agent.coherence.model.Layout.*;

import dev.multilayercache.agent.coherence.model.Configuration.Fault;

/**
 * A call that misses the local layer: it reads the cluster layer, or loads under a lease, or alone,
 * and populates upward. Hits are in {@link Promises}: they take one step and change nothing.
 */
final class Calls {
  static final int LEASE = 1;
  static final int VALUE = 2;

  static final int NEW = 0;
  static final int BEGUN = 1;
  static final int READING = 2;
  static final int GOT = 3;
  static final int LEASED = 4;
  static final int ALONE = 5;
  static final int LOADED = 6;
  static final int TO_PUBLISH = 7;
  static final int JOINED = 8;
  static final int DONE = 9;

  private final Protocol protocol;
  private final Node node;
  private final Reads reads;

  Calls(Protocol protocol) {
    this.protocol = protocol;
    this.node = protocol.node;
    this.reads = new Reads(protocol);
  }

  static boolean isInFlight(int phase) {
    return phase >= BEGUN && phase <= TO_PUBLISH;
  }

  void steps(State s, int c, Steps to) {
    int n = protocol.configuration.calls().get(c);
    switch (s.get(CALL[c])) {
      case NEW -> begin(s, c, n, to);
      case BEGUN -> choose(s, c, n, to);
      case READING -> reads.read(s, c, n, to);
      case GOT -> reads.judge(s, c, n, to);
      case LEASED -> load(s, c, LOADED, to);
      case ALONE -> load(s, c, TO_PUBLISH, to);
      case LOADED -> store(s, c, n, to);
      case TO_PUBLISH -> to.to("call", c, "publishes and returns", publish(s.copy(), c, n));
      default -> {}
    }
  }

  private void begin(State s, int c, int n, Steps to) {
    State next = s.copy().set(CALL[c], BEGUN).set(CALL_FLOOR[c], s.get(FLOOR[n]));
    to.to("call", c, "begins and takes its local stamp", next);
    for (int f = 0; protocol.has(Fault.JOINS) && f < protocol.configuration.calls().size(); f++) {
      if (protocol.configuration.calls().get(f) == n && isJoinable(s, f, n)) {
        State joined = s.copy().set(CALL[c], JOINED).set(LEADER[c], f);
        to.to("call", c, "joins a flight", joined.set(CALL_FLOOR[c], s.get(FLOOR[n])));
      }
    }
  }

  private boolean isJoinable(State s, int flight, int n) {
    boolean liveEnough =
        !protocol.configuration.strong()
            || node.isLive(s, n)
            || protocol.has(Mutation.STRONG_JOIN_WHILE_NOT_LIVE);
    return isInFlight(s.get(CALL[flight]))
        && liveEnough
        && (!s.is(DOOMED[flight])
            || protocol.has(Mutation.JOIN_OF_A_FLIGHT_OLDER_THAN_THE_INVALIDATION));
  }

  static State takeStamps(State s, int c, int n) {
    return s.set(CALL_INC[c], s.get(VIEW_INC[n]))
        .set(STAMP[c], s.get(SEQ_STAMP[n]))
        .set(POS[c], s.get(POS_STAMP[n]));
  }

  private void choose(State s, int c, int n, Steps to) {
    State next = takeStamps(s.copy(), c, n);
    if (node.usesL2(s, n)) {
      to.to("call", c, "takes the cluster's stamps", next.set(CALL[c], READING));
    } else {
      next.set(CALL[c], ALONE).set(DEGRADED[c], !s.is(LIVE[n]));
      to.to("call", c, "may not use the cluster layer", next);
    }
  }

  private void load(State s, int c, int phase, Steps to) {
    State next = s.copy().set(CALL[c], phase).set(VERSION[c], s.get(SOURCE));
    to.to("call", c, "loads", next);
  }

  private void store(State s, int c, int n, Steps to) {
    State next = s.copy().set(CALL[c], TO_PUBLISH);
    if (protocol.has(Mutation.STAMP_TAKEN_AFTER_THE_LOAD)) {
      takeStamps(next, c, n);
    }
    if (s.is(OLD_ROUTE[n])) {
      protocol.remember(next, c);
      to.to("call", c, "stores at the deposed", next);
    } else if (mayStore(s, c)) {
      protocol.store(next, c);
      to.to("call", c, "stores", next);
      return;
    }
    to.to("call", c, "is refused to store and returns", finish(s.copy(), c));
  }

  private boolean mayStore(State s, int c) {
    boolean own = s.get(L2) == LEASE && s.get(L2_OWNER) == c;
    return own
        || (s.get(L2) == LEASE && protocol.has(Mutation.STORE_UNDER_A_LEASE_TAKEN_OVER))
        || protocol.has(Mutation.BLIND_PUT_INSTEAD_OF_COMPARE_AND_SET);
  }

  private State publish(State s, int c, int n) {
    boolean current =
        (!s.is(DOOMED[c]) || protocol.has(Mutation.NO_LOCAL_GENERATION_CHECK))
            && s.get(CALL_INC[c]) == s.get(VIEW_INC[n]);
    if (current && (!s.is(DEGRADED[c]) || node.mayServeDegraded())) {
      node.removeL1(s, n);
      s.set(L1[n], 1).set(L1_VERSION[n], s.get(VERSION[c])).set(L1_DEGRADED[n], s.is(DEGRADED[c]));
    }
    return finish(s, c);
  }

  private State finish(State s, int c) {
    int version = s.get(VERSION[c]);
    end(s, c, version);
    for (int f = 0; f < protocol.configuration.calls().size(); f++) {
      if (s.get(CALL[f]) == JOINED && s.get(LEADER[f]) == c) {
        end(s, f, version);
      }
    }
    return s;
  }

  private static void end(State s, int c, int version) {
    if (version < s.get(CALL_FLOOR[c])) {
      s.set(BROKEN, 1);
    }
    s.set(CALL[c], DONE).set(CALL_FLOOR[c], 0).set(DOOMED[c], 0).set(STAMP[c], 0).set(POS[c], 0);
    s.set(CALL_INC[c], 0).set(VERSION[c], 0).set(DEGRADED[c], 0).set(LEADER[c], 0);
  }
}
