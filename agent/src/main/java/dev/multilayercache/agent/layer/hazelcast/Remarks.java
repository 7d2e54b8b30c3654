package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.codec.NotEncodableException;
import dev.multilayercache.agent.config.Sizes;
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
    if (refusal.size() > 0) {
      tellTooLarge(refusal.size());
      return;
    }
    String reason = String.valueOf(refusal.getMessage());
    if (toldReasons.size() < MOST_REASONS && toldReasons.add(reason)) {
      AgentLog.warn(
          "layer %s, cache %s: the value stays in this JVM: %s."
              .formatted(context.layer(), cache, reason));
    }
  }

  private void tellTooLarge(long size) {
    AgentLog.warnOncePerMinute(
        context.layer() + " too large " + cache,
        "layer %s, cache %s: a value takes %s and stays in this JVM: maximumValueSize is %s."
            .formatted(
                context.layer(),
                cache,
                Sizes.format(size),
                Sizes.format(context.packing().mostBytes())));
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

  /**
   * A value that is left to other nodes.
   *
   * @param isOpen whether only its classes are others, and not its key
   */
  void tellOthers(boolean isOpen) {
    String which =
        isOpen
            ? "written with other classes; loading its own and keeping both."
                + " Usual while another version is deployed."
            : "with another encryption key or none; loading its own and keeping both."
                + " Usual while keys are changed; else check cluster.encryptionKey.";
    AgentLog.warnOncePerMinute(
        context.layer() + (isOpen ? " other classes " : " other key ") + cache,
        "layer %s, cache %s: found a value that this node cannot read, %s"
            .formatted(context.layer(), cache, which));
  }
}
