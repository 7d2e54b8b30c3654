package dev.multilayercache.agent.coherence.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What a state of the model consists of: one key with one tag, two nodes, the cluster, calls and
 * invalidations.
 *
 * <p>Versions count writes to the source. Positions count records of the log, from one. A local
 * stamp is one bit, {@link #DOOMED}: whether the node applied an invalidation since it was taken.
 */
final class Layout {
  static final int NODES = 2;
  static final int CALLS = 3;
  static final int INVALIDATORS = 2;
  static final int RECORDS = 5;

  /** Each (version, stamp, position) the cluster layer ever held; the last word holds it alone. */
  static final int EVER_STAMPS = 4;

  private static final List<Field> ALL = new ArrayList<>();
  private static int word;
  private static int used;

  static final Field BROKEN = field("call returned too old a version", 1);
  static final Field SOURCE = field("source version", 2);
  static final Field CONFIRMED = field("confirmed version", 2);

  // The cluster: the value or lease of the key, the clock, the tag's scope, the log.
  static final Field L2 = field("L2", 2);
  static final Field L2_OWNER = field("L2 lease owner", 2);
  static final Field L2_VERSION = field("L2 version", 2);
  static final Field L2_STAMP = field("L2 stamp", 3);
  static final Field L2_POS = field("L2 pos", 3);
  static final Field L2_INC = field("L2 inc", 1);
  static final Field INC = field("clock inc", 1);
  static final Field SEQ = field("clock seq", 3);
  static final Field SCOPE = field("scope of the tag", 3);
  static final Field LOG = field("log length", 3);
  static final Field[] REC_TAG = fields("record is by tag", 1, RECORDS);
  static final Field[] REC_ORIGIN = fields("record origin", 1, RECORDS);
  static final Field[] REC_SEQ = fields("record seq", 3, RECORDS);
  static final Field[] REC_INC = fields("record inc", 1, RECORDS);

  // A deposed primary's own copies of clock and log.
  static final Field DEPOSED = field("a primary is deposed", 1);
  static final Field OLD_SEQ = field("deposed clock seq", 3);
  static final Field OLD_LOG = field("deposed log length", 3);
  static final Field OLD_PHANTOM = field("deposed log ends with a lost record", 1);

  // Nodes: lease, way to the primary, registry entry.
  static final Field[] LIVE = fields("live", 1, NODES);
  static final Field[] LAPSED = fields("lease ran out once", 1, NODES);
  static final Field[] FORMER_LEASE = fields("lease of the former incarnation runs", 1, NODES);
  static final Field[] OLD_ROUTE = fields("talks to the deposed", 1, NODES);
  static final Field[] REGISTERED = fields("registered", 1, NODES);
  static final Field[] APPLIED = fields("published applied", 3, NODES);
  static final Field[] APPLIED_INC = fields("published inc", 1, NODES);

  // Nodes: log reader, tables and sources of stamps.
  static final Field[] VIEW_INC = fields("view inc", 1, NODES);
  static final Field[] CURSOR = fields("cursor", 3, NODES);
  static final Field[] APPLY = fields("apply phase", 2, NODES);
  static final Field[] PHANTOM = fields("read a lost record", 1, NODES);
  static final Field[] SEQ_STAMP = fields("committed seq", 3, NODES);
  static final Field[] POS_STAMP = fields("committed pos", 3, NODES);
  static final Field[] TAG_SEQ = fields("scope table", 3, NODES);
  static final Field[] KEY_POS = fields("key position table", 3, NODES);

  // Nodes: renewer and quarantine.
  static final Field[] RENEW = fields("renew phase", 2, NODES);
  static final Field[] TAIL_READ = fields("renewer's tail", 3, NODES);
  static final Field[] SEQ_READ = fields("renewer's seq", 3, NODES);
  static final Field[] RENEW_FLOOR = fields("renewer's floor", 2, NODES);
  static final Field[] PENDING_KEY = fields("pending key", 1, NODES);
  static final Field[] PENDING_TAG = fields("pending tag", 1, NODES);
  static final Field[] PENDING_VERSION = fields("pending version", 2, NODES);
  static final Field[] REPLAY = fields("replay phase", 3, NODES);
  static final Field[] REPLAY_SEQ = fields("replay seq", 3, NODES);

  // Nodes: the local layer, and the oldest version that a call may return that starts now.
  static final Field[] L1 = fields("L1", 1, NODES);
  static final Field[] L1_VERSION = fields("L1 version", 2, NODES);
  static final Field[] L1_BEHIND = fields("L1 behind its tag", 1, NODES);
  static final Field[] L1_DEGRADED = fields("L1 degraded", 1, NODES);
  static final Field[] FLOOR = fields("floor", 2, NODES);

  // Calls.
  static final Field[] CALL = fields("call phase", 4, CALLS);
  static final Field[] CALL_FLOOR = fields("call floor", 2, CALLS);
  static final Field[] DOOMED = fields("call doomed", 1, CALLS);
  static final Field[] STAMP = fields("call stamp", 3, CALLS);
  static final Field[] POS = fields("call pos", 3, CALLS);
  static final Field[] CALL_INC = fields("call inc", 1, CALLS);
  static final Field[] VERSION = fields("call version", 2, CALLS);
  static final Field[] DEGRADED = fields("call degraded", 1, CALLS);
  static final Field[] LEADER = fields("call leader", 2, CALLS);

  // Invalidations.
  static final Field[] INVALIDATE = fields("invalidation phase", 4, INVALIDATORS);
  static final Field[] INV_VERSION = fields("invalidation version", 2, INVALIDATORS);
  static final Field[] INV_SEQ = fields("invalidation seq", 3, INVALIDATORS);
  static final Field[] INV_POS = fields("invalidation pos", 3, INVALIDATORS);
  static final Field[] INV_INC = fields("invalidation inc", 1, INVALIDATORS);
  static final Field[] DISTURBED = fields("invalidation disturbed", 1, INVALIDATORS);

  static final int EVER = word + 1;
  static final int WORDS = EVER + 1;

  private Layout() {}

  static List<Field> all() {
    return List.copyOf(ALL);
  }

  private static Field field(String name, int bits) {
    if (used + bits > Long.SIZE) {
      word++;
      used = 0;
    }
    Field field = new Field(name, word, used, (1 << bits) - 1);
    used += bits;
    ALL.add(field);
    return field;
  }

  private static Field[] fields(String name, int bits, int count) {
    Field[] fields = new Field[count];
    for (int i = 0; i < count; i++) {
      fields[i] = field(name + " " + i, bits);
    }
    return fields;
  }
}
