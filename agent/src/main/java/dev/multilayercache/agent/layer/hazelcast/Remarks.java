package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.codec.NotEncodableException;
import dev.multilayercache.agent.log.AgentLog;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is told of the values of one cache: of each cause once, or once a minute. */
final class Remarks {
  private static final int MOST_REASONS = 100;

  private final String cache;
  private final RegionContext context;
  private final Set<String> toldReasons = ConcurrentHashMap.newKeySet();

  Remarks(String cache, RegionContext context) {
    this.cache = cache;
    this.context = context;
  }

  void tellNotEncodable(NotEncodableException refusal) {
    String reason = String.valueOf(refusal.getMessage());
    if (toldReasons.size() < MOST_REASONS && toldReasons.add(reason)) {
      AgentLog.warn(
          "layer %s, cache %s: the value stays in this JVM: %s."
              .formatted(context.layer(), cache, reason));
    }
  }

  /** Nothing that this node can make sense of. */
  void tellUnreadable() {
    context.counters().errors.increment();
    AgentLog.warnOncePerMinute(
        context.layer() + " unreadable " + cache,
        "layer %s, cache %s: found an entry that this node cannot read; loading it anew."
                .formatted(context.layer(), cache)
            + " It is of another release, or application and cluster.secret differ: check them.");
  }

  /** A value of which only the classes are others. */
  void tellOtherClasses() {
    AgentLog.warnOncePerMinute(
        context.layer() + " other classes " + cache,
        "layer %s, cache %s: found a value that this node cannot read, written with other classes;"
                .formatted(context.layer(), cache)
            + " loading its own and keeping both. Usual while another version is deployed.");
  }
}
