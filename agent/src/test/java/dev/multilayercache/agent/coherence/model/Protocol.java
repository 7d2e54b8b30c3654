package dev.multilayercache.agent.coherence.model;

import static dev.multilayercache.agent.coherence.model.Layout.*;

import dev.multilayercache.agent.coherence.model.Configuration.Fault;
import dev.multilayercache.agent.coherence.model.Configuration.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The coherence protocol as a set of rules: what may happen next in a state.
 *
 * <p>A step is what happens at once in a real node or in the cluster: one operation on a shared
 * object, or one write or read that other threads of the node see whole.
 */
final class Protocol {
  final Configuration configuration;
  final Node node;
  private final Mutation mutation;
  private final Calls calls;
  private final Invalidations invalidations;
  private final LogReader reader;
  private final Renewer renewer;
  private final Replay replay;
  private final Faults faults;
  private final Promises promises;

  Protocol(Configuration configuration, Mutation mutation) {
    this.configuration = configuration;
    this.mutation = mutation;
    this.node = new Node(this);
    this.calls = new Calls(this);
    this.invalidations = new Invalidations(this);
    this.reader = new LogReader(this);
    this.renewer = new Renewer(this);
    this.replay = new Replay(this);
    this.faults = new Faults(this);
    this.promises = new Promises(this);
  }

  boolean has(Mutation mistake) {
    return mutation == mistake;
  }

  boolean has(Fault fault) {
    return configuration.has(fault);
  }

  /** Both nodes live and registered, nothing cached, nothing invalidated. */
  State start() {
    State state = new State();
    for (int n = 0; n < NODES; n++) {
      state.set(LIVE[n], 1).set(REGISTERED[n], 1);
    }
    return state;
  }

  void steps(State state, Steps steps) {
    for (int c = 0; c < configuration.calls().size(); c++) {
      calls.steps(state, c, steps);
    }
    for (int i = 0; i < configuration.invalidators().size(); i++) {
      invalidations.steps(state, i, steps);
    }
    for (int n = 0; n < NODES; n++) {
      reader.steps(state, n, steps);
      renewer.steps(state, n, steps);
      replay.steps(state, n, steps);
    }
    faults.steps(state, steps);
  }

  @Nullable String brokenPromise(State state) {
    return promises.broken(state);
  }

  /** What the log takes in, at its true primary. */
  void addRecord(State state, int n, Kind kind, int seq, int inc) {
    int at = state.get(LOG);
    state
        .set(REC_TAG[at], kind == Kind.TAG)
        .set(REC_ORIGIN[at], n)
        .set(REC_SEQ[at], kind == Kind.TAG ? seq : 0)
        .set(REC_INC[at], inc)
        .set(LOG, at + 1);
  }

  /** Kills value and lease at once. */
  void delete(State state) {
    clearL2(state);
  }

  static void lease(State state, int call) {
    clearL2(state);
    state.set(L2, Calls.LEASE).set(L2_OWNER, call);
  }

  void store(State state, int call) {
    clearL2(state);
    int stamp = state.get(STAMP[call]);
    int pos = state.get(POS[call]);
    state
        .set(L2, Calls.VALUE)
        .set(L2_VERSION, state.get(VERSION[call]))
        .set(L2_STAMP, stamp)
        .set(L2_POS, pos)
        .set(L2_INC, state.get(CALL_INC[call]));
    remember(state, call);
  }

  void remember(State state, int call) {
    if (has(Fault.OLD_REPLICA)) {
      state.remember(state.get(VERSION[call]), state.get(STAMP[call]), state.get(POS[call]));
    }
  }

  static void clearL2(State state) {
    state.set(L2, 0).set(L2_OWNER, 0).set(L2_VERSION, 0).set(L2_STAMP, 0).set(L2_POS, 0);
    state.set(L2_INC, 0);
  }
}
