package dev.multilayercache.benchmark.cluster;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The Hazelcast instance that the agent itself uses, in its own class loader.
 *
 * <p>What is bare is asked of this one too, so it has the same members, partitions, threads,
 * connections and settings as the agent. The loader is found from Hazelcast's threads.
 */
final class AgentHazelcast {
  private final Object instance;

  private AgentHazelcast(Object instance) {
    this.instance = instance;
  }

  /** Waits until the agent has one. */
  static AgentHazelcast await() throws ReflectiveOperationException, InterruptedException {
    for (int attempt = 0; attempt < 600; attempt++) {
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getClass().getName().startsWith("com.hazelcast.")) {
          Object found = instance(thread.getClass().getClassLoader());
          if (found != null) {
            return new AgentHazelcast(found);
          }
        }
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("the agent has no Hazelcast");
  }

  /** The loader of everything that the agent hides. */
  ClassLoader loader() {
    return instance.getClass().getClassLoader();
  }

  int members() throws ReflectiveOperationException {
    Object cluster = call(instance, "com.hazelcast.core.HazelcastInstance", "getCluster");
    return ((Collection<?>) call(cluster, "com.hazelcast.cluster.Cluster", "getMembers")).size();
  }

  /** Whether the key is in a partition of this JVM's own member. */
  boolean isOwn(Object key) throws ReflectiveOperationException {
    Object service = call(instance, "com.hazelcast.core.HazelcastInstance", "getPartitionService");
    Method find =
        type("com.hazelcast.partition.PartitionService").getMethod("getPartition", Object.class);
    Object owner = call(find.invoke(service, key), "com.hazelcast.partition.Partition", "getOwner");
    return (boolean) call(owner, "com.hazelcast.cluster.Member", "localMember");
  }

  /** The map of a name; as the agent's own maps it is a stock {@code IMap}. */
  @SuppressWarnings("unchecked") // what the agent puts there
  RawMap map(String name) throws ReflectiveOperationException {
    Method find = type("com.hazelcast.core.HazelcastInstance").getMethod("getMap", String.class);
    return new RawMap((ConcurrentMap<String, byte[]>) find.invoke(instance, name), loader());
  }

  /** Calls somebody back when a message of a bare topic arrives. */
  void listen(String topic, Runnable listener) throws ReflectiveOperationException {
    Class<?> listenerType = type("com.hazelcast.topic.MessageListener");
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("onMessage")) {
            listener.run();
            return null;
          }
          return switch (method.getName()) {
            case "hashCode" -> 1;
            case "equals" -> false;
            default -> "listener";
          };
        };
    type("com.hazelcast.topic.ITopic")
        .getMethod("addMessageListener", listenerType)
        .invoke(
            topic(topic), Proxy.newProxyInstance(loader(), new Class<?>[] {listenerType}, handler));
  }

  void publish(String topic) throws ReflectiveOperationException {
    type("com.hazelcast.topic.ITopic")
        .getMethod("publish", Object.class)
        .invoke(topic(topic), "invalidated");
  }

  void append(String ring) throws ReflectiveOperationException {
    ringType().getMethod("add", Object.class).invoke(ring(ring), "invalidated");
  }

  /** Calls somebody back for each record of a bare ring buffer, as it grows. */
  void follow(String name, Runnable listener) throws ReflectiveOperationException {
    Object ring = ring(name);
    Method read = ringType().getMethod("readOne", long.class);
    long tail = (long) ringType().getMethod("tailSequence").invoke(ring);
    Thread follower =
        new Thread(
            () -> {
              try {
                for (long next = tail + 1; read.invoke(ring, next) != null; next++) {
                  listener.run();
                }
              } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
              }
            },
            "follower");
    follower.setDaemon(true);
    follower.start();
  }

  private Class<?> ringType() throws ClassNotFoundException {
    return type("com.hazelcast.ringbuffer.Ringbuffer");
  }

  private Object ring(String name) throws ReflectiveOperationException {
    return type("com.hazelcast.core.HazelcastInstance")
        .getMethod("getRingbuffer", String.class)
        .invoke(instance, name);
  }

  private Object topic(String name) throws ReflectiveOperationException {
    return type("com.hazelcast.core.HazelcastInstance")
        .getMethod("getTopic", String.class)
        .invoke(instance, name);
  }

  private static @Nullable Object instance(ClassLoader loader) throws ReflectiveOperationException {
    for (String[] door :
        new String[][] {
          {"com.hazelcast.core.Hazelcast", "getAllHazelcastInstances"},
          {"com.hazelcast.client.HazelcastClient", "getAllHazelcastClients"}
        }) {
      Collection<?> all =
          (Collection<?>) Class.forName(door[0], true, loader).getMethod(door[1]).invoke(null);
      if (!all.isEmpty()) {
        return all.iterator().next();
      }
    }
    return null;
  }

  private Object call(Object target, String type, String method)
      throws ReflectiveOperationException {
    return type(type).getMethod(method).invoke(target);
  }

  private Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(name, false, loader());
  }
}
