package dev.multilayercache.faults.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.topic.ITopic;
import dev.multilayercache.faults.history.Scope;

/**
 * The cache that everyone writes first: Caffeine before a Hazelcast map, and a message to the other
 * nodes when something changes. The checker must find it stale.
 *
 * @see Flaw what it can leave out besides
 */
final class NaiveSubject implements Subject {

  /** What is left out. */
  enum Flaw {
    NONE,
    /** The other nodes are told, and do not listen. */
    DEAF,
    /** The value in the map stays. */
    KEEPS_SHARED
  }

  private final Flaw flaw;
  private final Cache<String, Long> local = Caffeine.newBuilder().maximumSize(10_000).build();
  private final IMap<String, Long> shared;
  private final ReadThrough reading;
  private final ITopic<String> messages;

  NaiveSubject(Source source, HazelcastInstance hazelcast, Flaw flaw) {
    this.flaw = flaw;
    shared = hazelcast.getMap("naive-" + flaw);
    reading = new ReadThrough(shared, source);
    messages = hazelcast.getTopic("naive-" + flaw);
    if (flaw != Flaw.DEAF) {
      messages.addMessageListener(message -> local.invalidate(message.getMessageObject()));
    }
  }

  @Override
  public long read(String key) {
    Long version = local.getIfPresent(key);
    if (version == null) {
      version = reading.read(key);
      local.put(key, version);
    }
    return version;
  }

  @Override
  public boolean invalidate(Scope scope) {
    boolean done = true;
    for (String key : scope.keys()) {
      done &= invalidate(key);
    }
    return done;
  }

  private boolean invalidate(String key) {
    try {
      if (flaw != Flaw.KEEPS_SHARED) {
        shared.delete(key);
      }
      local.invalidate(key);
      messages.publish(key);
      return true;
    } catch (RuntimeException e) {
      local.invalidate(key);
      return false;
    }
  }
}
