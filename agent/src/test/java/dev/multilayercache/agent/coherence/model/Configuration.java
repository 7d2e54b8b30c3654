package dev.multilayercache.agent.coherence.model;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who takes part, and what may go wrong.
 *
 * @param calls the node of each call
 * @param strong whether invalidations wait for every node
 */
record Configuration(
    List<Integer> calls, List<Invalidator> invalidators, boolean strong, Set<Fault> faults) {

  enum Kind {
    KEY,
    TAG
  }

  /** What may happen besides any order of steps and any delay of the log. */
  enum Fault {
    /** A node's lease runs out, because it is paused or cut off; once per node. */
    LEASE_RUNS_OUT,
    /** An operation of an invalidation fails, with or without effect. */
    OPERATION_FAILS,
    /** A node finds records of the log overwritten before it read them. */
    LOG_OVERRUN,
    /** A node without invalidations of its own stops, and starts with empty tables; once. */
    NODE_STARTS_ANEW,
    /** A replica answers reads of values with any that the cluster layer ever held. */
    OLD_REPLICA,
    /** A deposed primary answers one node that does not know yet. */
    DEPOSED_PRIMARY,
    /** A deposed primary executes writes of clock and log that were queued, and will be lost. */
    QUEUED_WRITES,
    /** Clock, log, scopes, values and registry are lost. */
    CLUSTER_RESTART,
    /** The log is replaced, while registry and values survive. */
    MERGE,
    /** Calls join flights. */
    JOINS,
    /**
     * An invalidation begins only when the one before has returned, and clusters merge only between
     * them: fewer states.
     */
    INVALIDATIONS_IN_TURN,
  }

  record Invalidator(int node, Kind kind) {}

  static Configuration of(boolean strong, List<Integer> calls, Invalidator... invalidators) {
    return new Configuration(calls, List.of(invalidators), strong, EnumSet.noneOf(Fault.class));
  }

  Configuration with(Fault first, Fault... rest) {
    return new Configuration(calls, invalidators, strong, EnumSet.of(first, rest));
  }

  static Invalidator key(int node) {
    return new Invalidator(node, Kind.KEY);
  }

  static Invalidator tag(int node) {
    return new Invalidator(node, Kind.TAG);
  }

  boolean has(Fault fault) {
    return faults.contains(fault);
  }
}
