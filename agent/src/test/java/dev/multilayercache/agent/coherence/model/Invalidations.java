package dev.multilayercache.agent.coherence.model;

import static dev.multilayercache.agent.coherence.model.Layout.*;

import dev.multilayercache.agent.coherence.model.Configuration.Fault;
import dev.multilayercache.agent.coherence.model.Configuration.Invalidator;
import dev.multilayercache.agent.coherence.model.Configuration.Kind;
import dev.multilayercache.agent.coherence.model.InvalidationPlan.Act;

/**
 * An application that writes to the source and then invalidates: the acts of {@link
 * InvalidationPlan}, each of which may fail.
 */
final class Invalidations {
  private final Protocol protocol;
  private final Node node;
  private final InvalidationPlan plan;
  private final Acknowledgements acknowledgements;

  Invalidations(Protocol protocol) {
    this.protocol = protocol;
    this.node = protocol.node;
    this.plan = new InvalidationPlan(protocol);
    this.acknowledgements = new Acknowledgements(protocol);
  }

  static boolean isRunning(int phase) {
    return phase > 0 && phase < InvalidationPlan.DONE;
  }

  void steps(State s, int i, Steps to) {
    int phase = s.get(INVALIDATE[i]);
    if (phase == InvalidationPlan.DONE || mustWait(s, i, phase)) {
      return;
    }
    Invalidator who = protocol.configuration.invalidators().get(i);
    Act act = plan.act(who.kind(), phase);
    switch (act) {
      case WRITE_SOURCE -> write(s, i, who, to);
      case DELETE, TAKE_SEQ, WRITE_SCOPE, ADD_RECORD -> operate(s, i, who, act, to);
      case CHECK, CHECK_AGAIN -> check(s, i, who, act, to);
      case AWAIT -> acknowledgements.await(s, i, 1 - who.node(), to);
      default -> {
        State next = s.copy();
        local(next, i, who, act);
        to.to("invalidation", i, act.name(), act == Act.RETURN_UNCONFIRMED ? next : on(next, i));
      }
    }
  }

  private boolean mustWait(State s, int i, int phase) {
    return phase == 0
        && i > 0
        && protocol.has(Fault.INVALIDATIONS_IN_TURN)
        && s.get(INVALIDATE[i - 1]) != InvalidationPlan.DONE;
  }

  static State on(State s, int i) {
    return s.set(INVALIDATE[i], s.get(INVALIDATE[i]) + 1);
  }

  private State fail(State s, int i, Invalidator who) {
    return s.set(INVALIDATE[i], plan.failing(who.kind())).set(INV_SEQ[i], 0).set(INV_POS[i], 0);
  }

  private void write(State s, int i, Invalidator who, Steps to) {
    int version = s.get(SOURCE) + 1;
    State next = s.copy().set(SOURCE, version).set(INV_VERSION[i], version);
    next.set(INV_INC[i], s.get(VIEW_INC[who.node()]));
    boolean live = s.is(LIVE[who.node()]);
    to.to("invalidation", i, "writes the source", live ? on(next, i) : fail(next, i, who));
  }

  /** An operation on the cluster: done, or failed with or without effect. */
  private void operate(State s, int i, Invalidator who, Act act, Steps to) {
    boolean toDeposed = s.is(OLD_ROUTE[who.node()]);
    State done = s.copy();
    if (toDeposed) {
      if (!s.is(LIVE[who.node()])) { // cut off and noticed: a cluster of one acknowledges
        answerOfDeposed(done, i, act);
        to.to("invalidation", i, act.atTheDeposed, on(done, i));
      }
    } else {
      take(done, i, who, act);
      to.to("invalidation", i, act.name(), on(done.copy(), i));
    }
    if (toDeposed || protocol.has(Fault.OPERATION_FAILS)) {
      to.to("invalidation", i, act.fails, fail(s.copy(), i, who));
    }
    if (protocol.has(Fault.OPERATION_FAILS) && !toDeposed) {
      to.to("invalidation", i, act.seemsToFail, fail(done, i, who));
    }
  }

  private void take(State s, int i, Invalidator who, Act act) {
    switch (act) {
      case DELETE -> protocol.delete(s);
      case TAKE_SEQ -> s.set(SEQ, s.get(SEQ) + 1).set(INV_SEQ[i], s.get(SEQ));
      case WRITE_SCOPE -> s.raise(SCOPE, s.get(INV_SEQ[i]));
      default -> {
        protocol.addRecord(s, who.node(), who.kind(), s.get(INV_SEQ[i]), s.get(INV_INC[i]));
        s.set(INV_POS[i], s.get(LOG));
      }
    }
  }

  private static void answerOfDeposed(State s, int i, Act act) {
    if (act == Act.TAKE_SEQ) {
      s.set(INV_SEQ[i], s.get(OLD_SEQ) + 1);
    } else if (act == Act.ADD_RECORD) {
      s.set(INV_POS[i], s.get(OLD_LOG) + 1);
    }
  }

  private void local(State s, int i, Invalidator who, Act act) {
    int n = who.node();
    switch (act) {
      case RAISE_TABLES -> raise(s, i, n, who.kind());
      case APPLY -> node.takeNumber(s, n, who.kind());
      case REMOVE -> node.removeL1(s, n);
      case QUARANTINE -> quarantine(s, i, who);
      default -> returnUnconfirmed(s, i, n);
    }
  }

  /** What is replayed once the invalidation has returned is confirmed late. */
  private static void returnUnconfirmed(State s, int i, int n) {
    boolean replayed = !s.is(PENDING_KEY[n]) && !s.is(PENDING_TAG[n]);
    s.raise(replayed ? CONFIRMED : PENDING_VERSION[n], s.get(INV_VERSION[i]));
    end(s, i, n);
  }

  private void raise(State s, int i, int n, Kind kind) {
    if (kind == Kind.KEY) {
      s.raise(KEY_POS[n], s.get(INV_POS[i]));
    } else {
      s.raise(TAG_SEQ[n], s.get(INV_SEQ[i]));
    }
    if (protocol.has(Mutation.OWN_STAMP_BEFORE_POST_CHECK)) {
      raiseStamps(s, i, n);
    }
  }

  private static void raiseStamps(State s, int i, int n) {
    s.raise(SEQ_STAMP[n], s.get(INV_SEQ[i])).raise(POS_STAMP[n], s.get(INV_POS[i]));
  }

  private void quarantine(State s, int i, Invalidator who) {
    int n = who.node();
    s.set(who.kind() == Kind.KEY ? PENDING_KEY[n] : PENDING_TAG[n], 1);
    if (!protocol.has(Mutation.REPLAY_CLEARS_WHAT_WAS_ADDED_MEANWHILE)) {
      s.set(REPLAY[n], 0).set(REPLAY_SEQ[n], 0);
    }
  }

  /** Nothing has happened to the node since the start that could have fooled an operation. */
  private void check(State s, int i, Invalidator who, Act act, Steps to) {
    int n = who.node();
    boolean disturbed = s.is(DISTURBED[i]) && !protocol.has(Mutation.POST_CHECK_OF_THE_MOMENT_ONLY);
    boolean sameInc = s.get(INC) == s.get(INV_INC[i]);
    boolean good = node.isLive(s, n) && !s.is(OLD_ROUTE[n]) && !disturbed;
    if (act == Act.CHECK_AGAIN) {
      good &= sameInc;
    }
    if (!good) {
      to.to("invalidation", i, "finds itself disturbed", fail(s.copy(), i, who));
      return;
    }
    State next = s.copy();
    raiseStamps(next, i, n);
    if (!protocol.configuration.strong()) {
      next.raise(CONFIRMED, s.get(INV_VERSION[i]));
      to.to("invalidation", i, "returns confirmed", end(next, i, n));
    } else if (act == Act.CHECK) {
      to.to("invalidation", i, "begins to wait", on(next, i));
    } else {
      next.raise(CONFIRMED, s.get(INV_VERSION[i])).raise(FLOOR[1 - n], s.get(INV_VERSION[i]));
      to.to("invalidation", i, "returns confirmed to all", end(next, i, n));
    }
  }

  private static State end(State s, int i, int n) {
    s.raise(FLOOR[n], s.get(INV_VERSION[i]));
    s.set(INVALIDATE[i], InvalidationPlan.DONE).set(INV_VERSION[i], 0).set(INV_SEQ[i], 0);
    return s.set(INV_POS[i], 0).set(INV_INC[i], 0).set(DISTURBED[i], 0);
  }
}
