package dev.multilayercache.agent.coherence.model;

import dev.multilayercache.agent.coherence.model.Configuration.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which an invalidation acts: the acts that confirm it, then those after a failure.
 */
final class InvalidationPlan {
  static final int DONE = 15;

  enum Act {
    WRITE_SOURCE,
    DELETE,
    TAKE_SEQ,
    WRITE_SCOPE,
    ADD_RECORD,
    RAISE_TABLES,
    APPLY,
    REMOVE,
    CHECK,
    AWAIT,
    CHECK_AGAIN,
    QUARANTINE,
    RETURN_UNCONFIRMED;

    final String fails = name() + " fails";
    final String seemsToFail = name() + " fails, but has been done";
    final String atTheDeposed = name() + " at the deposed primary";
  }

  private final Map<Kind, List<Act>> acts = new EnumMap<>(Kind.class);
  private final Map<Kind, Integer> failing = new EnumMap<>(Kind.class);

  InvalidationPlan(Protocol protocol) {
    for (Kind kind : Kind.values()) {
      List<Act> order = new ArrayList<>(confirming(kind, protocol));
      failing.put(kind, order.size());
      order.addAll(failing(kind, protocol));
      acts.put(kind, order);
    }
  }

  Act act(Kind kind, int phase) {
    return acts.get(kind).get(phase);
  }

  /** The phase in which the failing branch begins. */
  int failing(Kind kind) {
    return failing.get(kind);
  }

  private static List<Act> confirming(Kind kind, Protocol protocol) {
    List<Act> order = new ArrayList<>();
    order.add(Act.WRITE_SOURCE);
    order.addAll(
        kind == Kind.KEY
            ? List.of(Act.DELETE, Act.ADD_RECORD)
            : List.of(Act.TAKE_SEQ, Act.WRITE_SCOPE, Act.ADD_RECORD));
    order.add(Act.RAISE_TABLES);
    order.add(Act.APPLY);
    if (kind == Kind.KEY) {
      order.add(Act.REMOVE);
    }
    order.add(Act.CHECK);
    if (protocol.configuration.strong()) {
      order.add(Act.AWAIT);
      order.add(Act.CHECK_AGAIN);
    }
    disorder(order, protocol);
    return order;
  }

  private static void disorder(List<Act> order, Protocol protocol) {
    if (protocol.has(Mutation.LOG_RECORD_BEFORE_DELETE)) {
      move(order, Act.DELETE, Act.RAISE_TABLES);
    }
    if (protocol.has(Mutation.LOCAL_APPLY_BEFORE_DELETE)) {
      move(order, Act.APPLY, Act.DELETE);
      move(order, Act.REMOVE, Act.DELETE);
    }
    if (protocol.has(Mutation.TABLES_RAISED_AFTER_LOCAL_APPLY)) {
      move(order, Act.RAISE_TABLES, Act.CHECK);
    }
    if (protocol.has(Mutation.SCOPE_WRITTEN_AFTER_LOG_RECORD)) {
      move(order, Act.WRITE_SCOPE, Act.RAISE_TABLES);
    }
  }

  private static List<Act> failing(Kind kind, Protocol protocol) {
    List<Act> order = new ArrayList<>(List.of(Act.QUARANTINE, Act.APPLY));
    if (kind == Kind.KEY) {
      order.add(Act.REMOVE);
    }
    order.add(Act.RETURN_UNCONFIRMED);
    if (protocol.has(Mutation.QUARANTINE_AFTER_LOCAL_APPLY)) {
      move(order, Act.QUARANTINE, Act.RETURN_UNCONFIRMED);
    }
    return order;
  }

  private static void move(List<Act> order, Act act, Act before) {
    if (order.contains(before) && order.remove(act)) {
      order.add(order.indexOf(before), act);
    }
  }
}
