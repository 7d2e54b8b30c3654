package dev.multilayercache.agent.coherence.model;

import static dev.multilayercache.agent.coherence.model.Configuration.key;
import static dev.multilayercache.agent.coherence.model.Configuration.of;
import static dev.multilayercache.agent.coherence.model.Configuration.tag;

import dev.multilayercache.agent.coherence.model.Configuration.Fault;
import java.util.List;

/** For each mutation the smallest configuration found in which it shows. */
final class MutationCases {
  private MutationCases() {}

  static Configuration showing(Mutation mutation) {
    return switch (mutation) {
      case NONE -> throw new IllegalArgumentException();
      case BLIND_PUT_INSTEAD_OF_COMPARE_AND_SET -> of(false, List.of(1), key(0));
      case STORE_UNDER_A_LEASE_TAKEN_OVER -> of(false, List.of(0, 1), key(0));
      case NO_LOCAL_GENERATION_CHECK, STAMP_TAKEN_AFTER_THE_LOAD -> of(false, List.of(0), tag(0));
      case DELETE_TRUSTED_WITHOUT_POSITION -> of(false, List.of(1), key(0)).with(Fault.OLD_REPLICA);
      case JOIN_OF_A_FLIGHT_OLDER_THAN_THE_INVALIDATION ->
          of(false, List.of(0, 0), key(0)).with(Fault.JOINS);
      case STRONG_JOIN_WHILE_NOT_LIVE ->
          of(true, List.of(1, 1), key(0)).with(Fault.JOINS, Fault.LEASE_RUNS_OUT);
      case LOCAL_ONLY_ENTRY_IN_STRONG_MODE,
          READ_AFTER_THE_LEASE_RAN_OUT,
          STRONG_WITHOUT_WAITING,
          STRONG_WITHOUT_FENCE ->
          of(true, List.of(1), tag(0)).with(Fault.LEASE_RUNS_OUT);
      case LOG_RECORD_BEFORE_DELETE ->
          of(false, List.of(1, 1), key(0)).with(Fault.NODE_STARTS_ANEW);
      case LOCAL_APPLY_BEFORE_DELETE -> of(false, List.of(0, 1), key(0));
      case TABLES_RAISED_AFTER_LOCAL_APPLY -> of(false, List.of(0, 0), tag(0));
      case SCOPE_WRITTEN_AFTER_LOG_RECORD, SNAPSHOT_BEFORE_TAIL ->
          of(false, List.of(1, 1), tag(0)).with(Fault.NODE_STARTS_ANEW);
      case POST_CHECK_OF_THE_MOMENT_ONLY ->
          of(false, List.of(1), key(0)).with(Fault.DEPOSED_PRIMARY);
      case OWN_STAMP_BEFORE_POST_CHECK, STAMP_FROM_THE_SEQ_OF_A_RECORD ->
          of(false, List.of(0), tag(0), tag(1))
              .with(Fault.DEPOSED_PRIMARY, Fault.INVALIDATIONS_IN_TURN);
      case QUARANTINE_NOT_CONSULTED, REPLAY_FORGOTTEN ->
          of(false, List.of(1), tag(0)).with(Fault.OPERATION_FAILS);
      case QUARANTINE_AFTER_LOCAL_APPLY ->
          of(false, List.of(0, 0), key(0)).with(Fault.OPERATION_FAILS);
      case REPLAY_CLEARS_WHAT_WAS_ADDED_MEANWHILE ->
          of(false, List.of(0), key(0), key(0)).with(Fault.OPERATION_FAILS);
      case STRONG_IGNORES_THE_INCARNATION_OF_AN_ACKNOWLEDGEMENT ->
          of(true, List.of(1), key(0), key(0)).with(Fault.MERGE, Fault.INVALIDATIONS_IN_TURN);
      case STRONG_TRUSTS_A_NEW_REGISTRY -> of(true, List.of(1), key(0)).with(Fault.CLUSTER_RESTART);
      case REMOTE_TABLES_RAISED_AFTER_GENERATION -> of(false, List.of(1, 1), tag(0));
      case RENEWAL_WITHOUT_READING_THE_LOG ->
          of(false, List.of(1), key(0)).with(Fault.LEASE_RUNS_OUT);
      case STAMP_FROM_UNCONFIRMED_CLOCK_READ ->
          of(false, List.of(1), tag(0)).with(Fault.DEPOSED_PRIMARY, Fault.QUEUED_WRITES);
      case POSITION_FROM_UNCONFIRMED_LOG_READ ->
          of(false, List.of(1), key(0))
              .with(Fault.DEPOSED_PRIMARY, Fault.QUEUED_WRITES, Fault.OLD_REPLICA);
      case ROUTE_CHANGE_UNNOTICED ->
          of(false, List.of(1), tag(0)).with(Fault.DEPOSED_PRIMARY, Fault.QUEUED_WRITES);
      case NO_CONTINUITY_CHECK ->
          of(false, List.of(1), key(0)).with(Fault.DEPOSED_PRIMARY, Fault.QUEUED_WRITES);
      case SKIPPED_RECORDS_WITHOUT_POSITION_FLOOR ->
          of(false, List.of(1), key(0)).with(Fault.LOG_OVERRUN, Fault.OLD_REPLICA);
      case NO_FLUSH_ON_NEW_INCARNATION -> of(true, List.of(1), key(0)).with(Fault.CLUSTER_RESTART);
    };
  }
}
