package dev.multilayercache.agent.coherence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A cluster of one member in this JVM, as one node sees it; counts what it is asked. */
final class MemoryCluster implements Cluster {

  /** What nodes share. */
  private static final class Shared {
    private @Nullable ClusterClock clock;
    private final Map<String, Long> scopes = new TreeMap<>();
    private final List<Logged> log = new ArrayList<>();
    private final Map<String, Registered> nodes = new TreeMap<>();
  }

  /** How often each of the operations was asked for that cost a way to the cluster. */
  final Map<String, Integer> asked = new TreeMap<>();

  /** Done after the end of the log was read, and before it is answered. */
  Runnable whileTailIsOnItsWay = () -> {};

  private final Shared shared;
  private final String self;

  MemoryCluster() {
    this(new Shared(), "first");
  }

  private MemoryCluster(Shared shared, String self) {
    this.shared = shared;
    this.self = self;
  }

  /** The same cluster as another node sees it. */
  MemoryCluster asSeenBy(String other) {
    return new MemoryCluster(shared, other);
  }

  private void count(String operation) {
    asked.merge(operation, 1, Integer::sum);
  }

  @Override
  public int members() {
    return 1;
  }

  @Override
  public int minMembers() {
    return 1;
  }

  @Override
  public @Nullable ClusterClock clock() {
    count("clock");
    return shared.clock;
  }

  @Override
  public boolean setClock(@Nullable ClusterClock expected, ClusterClock next) {
    count("setClock");
    boolean isExpected = expected == null ? shared.clock == null : expected.equals(shared.clock);
    shared.clock = isExpected ? next : shared.clock;
    return isExpected;
  }

  @Override
  public Map<String, Long> scopes() {
    return scopesAfter(-1);
  }

  @Override
  public Map<String, Long> scopesAfter(long sequence) {
    count("scopes");
    Map<String, Long> after = new HashMap<>(shared.scopes);
    after.values().removeIf(each -> each <= sequence);
    return after;
  }

  @Override
  public void raiseScopes(Set<String> scopes, long sequence) {
    count("raiseScopes");
    scopes.forEach(each -> shared.scopes.merge(each, sequence, Math::max));
  }

  @Override
  public int scopeCount() {
    count("scopeCount");
    return shared.scopes.size();
  }

  @Override
  public void forgetScopes(long sequence) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(List<Invalidation.ByKey> keys) {
    count("delete");
  }

  @Override
  public void deleteMatching(Invalidation.ByPattern pattern) {
    count("deleteMatching");
  }

  @Override
  public long append(LogRecord record) {
    count("append");
    shared.log.add(new Logged(new Content(record.toBytes()), record));
    return shared.log.size() - 1;
  }

  @Override
  public long tail() {
    count("tail");
    long tail = shared.log.size() - 1;
    whileTailIsOnItsWay.run();
    return tail;
  }

  @Override
  public long head() {
    count("head");
    return 0;
  }

  @Override
  public @Nullable Logged logged(long position) {
    count("logged");
    return position >= 0 && position < shared.log.size() ? shared.log.get((int) position) : null;
  }

  @Override
  public CompletableFuture<Batch> read(long from, int most) {
    List<Logged> there = shared.log.subList((int) from, shared.log.size());
    return there.isEmpty()
        ? new CompletableFuture<>()
        : CompletableFuture.completedFuture(new Batch(from, List.copyOf(there)));
  }

  @Override
  public Object holder() {
    return "the only member";
  }

  @Override
  public Map<String, Registered> nodes() {
    count("nodes");
    return new HashMap<>(shared.nodes);
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public @Nullable Registered node(String name) {
    count("node");
    return shared.nodes.get(name);
  }

  @Override
  public @Nullable Registered setNode(String name, @Nullable Registered expected, NodeRecord next) {
    count("setNode");
    if (expected == null
        ? shared.nodes.containsKey(name)
        : !expected.equals(shared.nodes.get(name))) {
      return null;
    }
    Registered written = new Registered(new Content(next.toBytes()), next);
    shared.nodes.put(name, written);
    return written;
  }

  @Override
  public boolean removeNode(String name, Registered expected) {
    count("removeNode");
    return shared.nodes.remove(name, expected);
  }
}
