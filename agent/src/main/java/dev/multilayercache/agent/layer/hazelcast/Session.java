package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.DistributedObject;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.multilayercache.agent.coherence.Cluster;
import dev.multilayercache.agent.coherence.ClusterClock;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.LogRecord;
import dev.multilayercache.agent.coherence.NodeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One instance's way into the cluster, and our objects in it; all are stock types.
 *
 * <p>{@code mlc:<application>:v:<cache>} maps keys to blobs; {@code …:c} holds the clock, {@code
 * …:g} the scopes, {@code …:log} the log, {@code …:n} the registry of nodes. Every operation keeps
 * its time budget. Safe for use by any thread.
 */
final class Session implements Cluster {
  private static final UUID NOT_TOLD = new UUID(0, 1);
  private static final int FIRST_OPERATIONS = 20;
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final HazelcastInstance hazelcast;
  private final String prefix;
  private final int minMembers;
  private final Operations spread;
  private final SharedClock clock;
  private final SharedScopes scopes;
  private final SharedLog log;
  private final SharedRegistry registry;
  private final long beginNanos = System.nanoTime();
  private final AtomicInteger begun = new AtomicInteger();

  /**
   * Asks for the partitions of the cluster, so the instance must be connected.
   *
   * @param node this node's name
   * @param refused told of each record in the log that was not sealed with the secret
   * @param operations those at the member that holds clock, log and registry
   * @param spread those at all members
   */
  Session(
      HazelcastInstance hazelcast,
      String application,
      UUID node,
      int minMembers,
      Seal seal,
      Runnable refused,
      Operations operations,
      Operations spread) {
    this.hazelcast = hazelcast;
    this.prefix = prefix(application);
    this.minMembers = minMembers;
    this.spread = spread;
    this.log = new SharedLog(hazelcast, prefix + "log", seal, refused, operations);
    Neighbourhood beside = new Neighbourhood(hazelcast, prefix + "log");
    this.clock = new SharedClock(hazelcast, prefix + "c", beside.key("clock"), seal, operations);
    this.scopes = new SharedScopes(hazelcast, prefix + "g", spread);
    this.registry =
        new SharedRegistry(hazelcast, prefix + "n", beside.key(node.toString()), seal, operations);
  }

  static String prefix(String application) {
    return "mlc:" + application + ":";
  }

  IMap<String, byte[]> values(String cache) {
    return hazelcast.getMap(prefix + "v:" + cache);
  }

  /** By cache. */
  IMap<String, byte[]> hotKeys() {
    return hazelcast.getMap(prefix + "h");
  }

  /** The values of all caches of the application, of other nodes' caches too. */
  List<IMap<String, byte[]>> allValues() {
    List<IMap<String, byte[]>> all = new ArrayList<>();
    for (DistributedObject object : hazelcast.getDistributedObjects()) {
      String name = object.getName();
      if (object instanceof IMap<?, ?> && name.startsWith(prefix + "v:")) {
        all.add(hazelcast.getMap(name));
      }
    }
    return all;
  }

  @Override
  public int members() {
    return hazelcast.getCluster().getMembers().size();
  }

  @Override
  public int minMembers() {
    return minMembers;
  }

  List<String> addresses() {
    return hazelcast.getCluster().getMembers().stream()
        .map(member -> member.getAddress().getHost() + ":" + member.getAddress().getPort())
        .toList();
  }

  /**
   * Whether this is one of the first operations, which take longer than later ones. Not for long: a
   * node that is seldom used must not wait for a lost member with the patience of a beginner.
   */
  boolean isWarmingUp() {
    return System.nanoTime() - beginNanos < WARM_UP_NANOS
        && begun.get() < FIRST_OPERATIONS
        && begun.getAndIncrement() < FIRST_OPERATIONS;
  }

  @Override
  public UUID holder() {
    Member owner = hazelcast.getPartitionService().getPartition(log.name()).getOwner();
    // A client may not have been told yet; the members pass on what it asks then.
    return owner == null ? NOT_TOLD : owner.getUuid();
  }

  @Override
  public @Nullable ClusterClock clock() {
    return clock.get();
  }

  @Override
  public boolean setClock(@Nullable ClusterClock expected, ClusterClock next) {
    return clock.set(expected, next);
  }

  @Override
  public Map<String, Long> scopes() {
    return scopes.all();
  }

  @Override
  public Map<String, Long> scopesAfter(long sequence) {
    return scopes.after(sequence);
  }

  @Override
  public void raiseScopes(Set<String> raised, long sequence) {
    scopes.raise(raised, sequence);
  }

  @Override
  public int scopeCount() {
    return scopes.count();
  }

  @Override
  public void forgetScopes(long sequence) {
    scopes.forget(sequence);
  }

  @Override
  public void delete(List<Invalidation.ByKey> keys) {
    spread.awaitAll(
        keys.stream().map(each -> values(each.cache()).deleteAsync(each.key())).toList());
  }

  @Override
  public void deleteMatching(Invalidation.ByPattern pattern) {
    spread.scan(
        () -> {
          KeyScan.delete(this, pattern);
          return true;
        });
  }

  @Override
  public long append(LogRecord record) {
    return log.append(record);
  }

  @Override
  public long tail() {
    return log.tail();
  }

  @Override
  public long head() {
    return log.head();
  }

  @Override
  public @Nullable Logged logged(long position) {
    return log.at(position);
  }

  @Override
  public CompletableFuture<Batch> read(long from, int most) {
    return log.read(from, most);
  }

  @Override
  public Map<String, Registered> nodes() {
    return registry.all();
  }

  @Override
  public String self() {
    return registry.self();
  }

  @Override
  public @Nullable Registered node(String name) {
    return registry.get(name);
  }

  @Override
  public @Nullable Registered setNode(String name, @Nullable Registered expected, NodeRecord next) {
    return registry.set(name, expected, next);
  }

  @Override
  public boolean removeNode(String name, Registered expected) {
    return registry.remove(name, expected);
  }
}
