package dev.multilayercache.agent.coherence.model;

import static dev.multilayercache.agent.coherence.model.Configuration.key;
import static dev.multilayercache.agent.coherence.model.Configuration.of;
import static dev.multilayercache.agent.coherence.model.Configuration.tag;

import dev.multilayercache.agent.coherence.model.Configuration.Fault;
import java.util.List;
import java.util.stream.Stream;

/**
 * A configuration in which the protocol must keep its promises, and how many states it has.
 *
 * <p>The number shows that all were visited; it changes only with the model. Those without a number
 * are too large for every build: {@code -Dmodel.long=true} and 4 GB of heap run them, too.
 */
enum Scenario {
  THREE_CALLS_AND_FLIGHTS(2_041_901, of(false, List.of(0, 0, 1), key(0)).with(Fault.JOINS)),
  TWO_KEY_INVALIDATIONS(543_900, of(false, List.of(1), key(0), key(1))),
  KEY_AND_TAG_INVALIDATION(526_718, of(false, List.of(0), key(0), tag(1))),
  TWO_TAG_INVALIDATIONS(796_838, of(false, List.of(0), tag(0), tag(1))),
  KEY_AND_FAILING_OPERATIONS(788_578, of(false, List.of(0, 1), key(0)).with(Fault.OPERATION_FAILS)),
  TAG_AND_FAILING_OPERATIONS(807_348, of(false, List.of(0, 1), tag(0)).with(Fault.OPERATION_FAILS)),
  KEY_AND_LEASES(261_422, of(false, List.of(0), key(0)).with(Fault.LEASE_RUNS_OUT)),
  TAG_AND_LEASES(570_518, of(false, List.of(0), tag(0)).with(Fault.LEASE_RUNS_OUT)),
  STRONG_KEY_AND_LEASES(237_035, of(true, List.of(1), key(0)).with(Fault.LEASE_RUNS_OUT)),
  STRONG_TAG_AND_LEASES(380_786, of(true, List.of(1), tag(0)).with(Fault.LEASE_RUNS_OUT)),
  KEY_AND_A_NODE_THAT_STARTS(
      329_070, of(false, List.of(1, 1), key(0)).with(Fault.NODE_STARTS_ANEW)),
  TAG_AND_A_NODE_THAT_STARTS(
      413_645, of(false, List.of(1, 1), tag(0)).with(Fault.NODE_STARTS_ANEW)),
  KEY_AND_AN_OLD_REPLICA(
      52_040, of(false, List.of(1), key(0)).with(Fault.LOG_OVERRUN, Fault.OLD_REPLICA)),
  STRONG_KEY_AND_A_DEPOSED_PRIMARY(
      464_272,
      of(true, List.of(1), key(0))
          .with(Fault.OLD_REPLICA, Fault.DEPOSED_PRIMARY, Fault.QUEUED_WRITES)),
  TAG_AND_A_DEPOSED_PRIMARY(
      1_250_525,
      of(false, List.of(0), tag(0))
          .with(Fault.OLD_REPLICA, Fault.DEPOSED_PRIMARY, Fault.QUEUED_WRITES)),
  STRONG_KEY_AND_A_RESTART(564_503, of(true, List.of(1), key(0)).with(Fault.CLUSTER_RESTART)),
  STRONG_KEY_AND_A_MERGE(589_677, of(true, List.of(1), key(0)).with(Fault.MERGE)),

  LONG_TWO_KEYS(of(false, List.of(0, 1), key(0), key(1)).with(Fault.INVALIDATIONS_IN_TURN)),
  LONG_OLD_REPLICA(of(false, List.of(0, 1), key(0)).with(Fault.LOG_OVERRUN, Fault.OLD_REPLICA)),
  LONG_KEY_AND_TAG(of(false, List.of(0, 1), key(0), tag(1)).with(Fault.INVALIDATIONS_IN_TURN)),
  LONG_DEPOSED_BY_TAG(
      of(true, List.of(0), tag(0))
          .with(Fault.OLD_REPLICA, Fault.DEPOSED_PRIMARY, Fault.QUEUED_WRITES)),
  LONG_TWO_TAGS_AND_A_DEPOSED_PRIMARY(
      of(false, List.of(0), tag(0), tag(1))
          .with(Fault.DEPOSED_PRIMARY, Fault.INVALIDATIONS_IN_TURN)),
  LONG_RESTART_BY_TAG(of(true, List.of(1), tag(0)).with(Fault.CLUSTER_RESTART)),
  LONG_MERGE_BY_TAG(of(true, List.of(1), tag(0)).with(Fault.MERGE)),
  LONG_STRONG_TWICE_AND_A_MERGE(
      of(true, List.of(1), key(0), key(0)).with(Fault.MERGE, Fault.INVALIDATIONS_IN_TURN));

  final int states;
  final Configuration configuration;

  Scenario(Configuration configuration) {
    this(0, configuration);
  }

  Scenario(int states, Configuration configuration) {
    this.states = states;
    this.configuration = configuration;
  }

  boolean isCounted() {
    return states > 0;
  }

  static Stream<Scenario> all() {
    boolean all = Boolean.getBoolean("model.long");
    return Stream.of(values()).filter(each -> all || each.isCounted());
  }
}
