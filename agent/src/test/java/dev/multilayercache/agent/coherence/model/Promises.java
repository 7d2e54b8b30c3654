package dev.multilayercache.agent.coherence.model;

import static dev.multilayercache.agent.coherence.model.Layout.*;

import dev.multilayercache.agent.coherence.model.Configuration.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What must hold in every state.
 *
 * <p>A node's floor is the oldest version that a call may return that starts now: raised on the
 * node itself when an invalidation returns, confirmed or not; on every node when a strong one is
 * confirmed; and on a node that renews its lease, by what was confirmed when the renewal began.
 */
final class Promises {
  private final Protocol protocol;
  private final Node node;

  Promises(Protocol protocol) {
    this.protocol = protocol;
    this.node = protocol.node;
  }

  @Nullable String broken(State s) {
    if (s.is(BROKEN)) {
      return "a call returned an older version than the floor it began with";
    }
    for (int n = 0; n < NODES; n++) {
      String broken = brokenOn(s, n);
      if (broken != null) {
        return "node " + n + " " + broken;
      }
    }
    if (servesNewcomer(s)) {
      return "the cluster layer keeps an older version than was confirmed";
    }
    return null;
  }

  private @Nullable String brokenOn(State s, int n) {
    int floor = s.get(FLOOR[n]);
    if (node.servesL1(s, n) && s.get(L1_VERSION[n]) < floor) {
      return "serves from its local layer what is older than its floor";
    }
    if (node.usesL2(s, n) && servesFromL2(s, n, floor)) {
      return "serves from the cluster layer what is older than its floor";
    }
    if (hasReadAll(s, n) && holdsOlder(s, n, s.get(CONFIRMED))) {
      return "has read the whole log and keeps what is older than was confirmed";
    }
    return null;
  }

  private boolean servesFromL2(State s, int n, int floor) {
    return isCurrentOlder(s, n, floor)
        || (protocol.has(Fault.OLD_REPLICA) && remembersOlder(s, n, floor));
  }

  private boolean isCurrentOlder(State s, int n, int floor) {
    return s.get(L2) == Calls.VALUE
        && s.get(L2_VERSION) < floor
        && node.isValid(s, n, s.get(L2_STAMP), s.get(L2_POS), s.get(L2_INC));
  }

  private boolean remembersOlder(State s, int n, int floor) {
    for (int version = 0; version < floor; version++) {
      for (int stamp = 0; stamp < EVER_STAMPS; stamp++) {
        for (int pos = 0; pos < EVER_STAMPS; pos++) {
          if (s.remembers(version, stamp, pos) && node.isValid(s, n, stamp, pos, /* inc= */ 0)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean hasReadAll(State s, int n) {
    return s.get(CURSOR[n]) == s.get(LOG)
        && s.get(APPLY[n]) == 0
        && s.get(RENEW[n]) != Renewer.BOOTING
        && s.get(VIEW_INC[n]) == s.get(INC)
        && !s.is(PHANTOM[n])
        && !s.is(OLD_ROUTE[n]);
  }

  private boolean holdsOlder(State s, int n, int confirmed) {
    return (s.is(L1[n]) && !s.is(L1_BEHIND[n]) && s.get(L1_VERSION[n]) < confirmed)
        || servesFromL2(s, n, confirmed);
  }

  /** A node that joins now knows the scopes, and no positions of keys. */
  private static boolean servesNewcomer(State s) {
    return s.get(L2) == Calls.VALUE
        && s.get(L2_VERSION) < s.get(CONFIRMED)
        && s.get(L2_STAMP) >= s.get(SCOPE)
        && s.get(L2_INC) == s.get(INC);
  }
}
