package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.coherence.Invalidation;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages between nodes over the cluster's topic, which may lose some: each carries its number, so
 * that the receivers notice.
 */
final class Announcer {
  private static final String PLACE = "";
  private static final int MOST_SENDERS = 10_000;

  private final Seal seal;
  private final Consumer<Message> receiver;
  private final Runnable messageLost;
  private final Runnable refused;
  private final Map<UUID, Long> lastNumbers = new ConcurrentHashMap<>();
  private volatile @Nullable UUID node;
  private long told;

  Announcer(Seal seal, Consumer<Message> receiver, Runnable messageLost, Runnable refused) {
    this.seal = seal;
    this.receiver = receiver;
    this.messageLost = messageLost;
    this.refused = refused;
  }

  /**
   * From now on this node is heard, too.
   *
   * <p>It gets its name here and not when it is made, which is before {@code main}: random numbers
   * read the security properties, and on JDK 25 those open the default file system.
   */
  void listen(Session session) {
    if (node == null) {
      node = UUID.randomUUID();
    }
    session.topic().addMessageListener(message -> hear(message.getMessageObject()));
  }

  /** One at a time: the numbers must arrive in their order. */
  synchronized void tell(Session session, long sequence, Invalidation invalidation) {
    told++;
    publish(session, sequence, invalidation);
  }

  synchronized void beat(Session session, long sequence) {
    publish(session, sequence, null);
  }

  private void publish(Session session, long sequence, @Nullable Invalidation invalidation) {
    UUID sender = Objects.requireNonNull(node, "listen comes first");
    byte[] bytes = new Message(sender, told, sequence, invalidation).toBytes();
    session.topic().publish(seal.close(PLACE, PLACE, bytes));
  }

  private void hear(byte @Nullable [] bytes) {
    byte[] opened = bytes == null ? null : seal.open(PLACE, PLACE, bytes);
    Message message = opened == null ? null : Message.parse(opened);
    if (message == null) {
      refused.run();
      return;
    }
    if (message.sender().equals(node)) {
      return;
    }
    boolean complete = isNext(message);
    receiver.accept(message);
    if (!complete) {
      messageLost.run();
    }
  }

  private boolean isNext(Message message) {
    if (lastNumbers.size() >= MOST_SENDERS) {
      lastNumbers.clear();
    }
    Long last = lastNumbers.get(message.sender());
    lastNumbers.merge(message.sender(), message.number(), Math::max);
    long expected = message.invalidation() == null ? 0 : 1;
    return last == null || message.number() <= last + expected;
  }
}
