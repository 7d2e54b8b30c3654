package dev.multilayercache.agent.coherence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A cluster in memory that does what it is told: answers, fails, forgets, is replaced by another.
 *
 * <p>A read of the log that finds nothing is never answered.
 */
final class FakeCluster implements Cluster {
  final Set<Invalidation.ByKey> keys = new HashSet<>();
  final List<String> operations = new ArrayList<>();
  private final String self;
  Shared shared = new Shared();
  int members = 3;
  UUID holder = new UUID(7, 7);

  /** Told of each operation by name before it is done; may throw, or do something itself. */
  Consumer<String> before = operation -> {};

  /** Told after it is done, when nobody has the answer yet. */
  Consumer<String> after = operation -> {};

  /** What all nodes see. */
  static final class Shared {
    ClusterClock clock;
    final Map<String, Long> scopes = new HashMap<>();
    final List<Logged> log = new ArrayList<>();
    final Map<String, Registered> nodes = new HashMap<>();
    long head;

    /** The log as a JVM of its own would find it after the first ones were overwritten. */
    void overwriteUpTo(long position) {
      head = position;
    }
  }

  FakeCluster(String self) {
    this.self = self;
  }

  /** As another node sees it. */
  FakeCluster seenBy(String other) {
    FakeCluster view = new FakeCluster(other);
    view.shared = shared;
    return view;
  }

  long count(String operation) {
    return operations.stream().filter(operation::equals).count();
  }

  private <T> T does(String operation, Supplier<T> work) {
    operations.add(operation);
    before.accept(operation);
    T answer = work.get();
    after.accept(operation);
    return answer;
  }

  @Override
  public int members() {
    return members;
  }

  @Override
  public int minMembers() {
    return 2;
  }

  @Override
  public ClusterClock clock() {
    return does("clock", () -> shared.clock);
  }

  @Override
  public boolean setClock(ClusterClock expected, ClusterClock next) {
    return does(
        "setClock",
        () -> {
          boolean isExpected =
              expected == null ? shared.clock == null : expected.equals(shared.clock);
          shared.clock = isExpected ? next : shared.clock;
          return isExpected;
        });
  }

  @Override
  public Map<String, Long> scopes() {
    return does("scopes", () -> Map.copyOf(shared.scopes));
  }

  @Override
  public Map<String, Long> scopesAfter(long sequence) {
    Map<String, Long> found = new HashMap<>(shared.scopes);
    found.values().removeIf(each -> each <= sequence);
    return does("scopesAfter", () -> found);
  }

  @Override
  public void raiseScopes(Set<String> scopes, long sequence) {
    does(
        "raiseScopes",
        () -> {
          scopes.forEach(scope -> shared.scopes.merge(scope, sequence, Math::max));
          return true;
        });
  }

  @Override
  public int scopeCount() {
    return does("scopeCount", shared.scopes::size);
  }

  @Override
  public void forgetScopes(long sequence) {
    does(
        "forgetScopes",
        () ->
            shared
                .scopes
                .entrySet()
                .removeIf(
                    each ->
                        each.getValue() <= sequence
                            && !each.getKey().equals("a")
                            && !each.getKey().startsWith("s")));
  }

  @Override
  public void delete(List<Invalidation.ByKey> deleted) {
    does("delete", () -> keys.removeAll((Collection<?>) deleted));
  }

  @Override
  public void deleteMatching(Invalidation.ByPattern pattern) {
    does("deleteMatching", () -> keys.removeIf(key -> pattern.pattern().matches(key.key())));
  }

  @Override
  public long append(LogRecord record) {
    return does(
        "append",
        () -> {
          shared.log.add(new Logged(new Content(record.toBytes()), record));
          return shared.log.size() - 1L;
        });
  }

  @Override
  public long tail() {
    return does("tail", () -> shared.log.size() - 1L);
  }

  @Override
  public long head() {
    return does("head", () -> shared.head);
  }

  @Override
  public Logged logged(long position) {
    return does(
        "logged",
        () ->
            position < shared.head || position >= shared.log.size()
                ? null
                : shared.log.get((int) position));
  }

  /** Like a ring buffer, it begins where it can when it cannot where it should. */
  @Override
  public CompletableFuture<Batch> read(long from, int most) {
    return does(
        "read",
        () -> {
          int end = shared.log.size();
          // Beyond the end it waits for the next record, wherever that is: here it just came.
          int first = (int) Math.max(shared.head, from > end ? end - 1 : from);
          if (first == end) {
            return new CompletableFuture<>();
          }
          List<Logged> records = shared.log.subList(first, Math.min(end, first + most));
          return CompletableFuture.completedFuture(new Batch(first, List.copyOf(records)));
        });
  }

  @Override
  public UUID holder() {
    return holder;
  }

  @Override
  public Map<String, Registered> nodes() {
    return does("nodes", () -> Map.copyOf(shared.nodes));
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public Registered node(String name) {
    return does("node", () -> shared.nodes.get(name));
  }

  @Override
  public Registered setNode(String name, Registered expected, NodeRecord next) {
    return does(
        "setNode",
        () -> {
          Registered found = shared.nodes.get(name);
          boolean isExpected =
              expected == null
                  ? found == null
                  : found != null && expected.content().equals(found.content());
          Registered written = new Registered(new Content(next.toBytes()), next);
          if (isExpected) {
            shared.nodes.put(name, written);
          }
          return isExpected ? written : null;
        });
  }

  @Override
  public boolean removeNode(String name, Registered expected) {
    return does(
        "removeNode",
        () -> {
          Registered found = shared.nodes.get(name);
          boolean isExpected = found != null && expected.content().equals(found.content());
          if (isExpected) {
            shared.nodes.remove(name);
          }
          return isExpected;
        });
  }

  /** A record of another node, appended as that would. */
  long told(UUID node, long incarnation, long sequence, Invalidation... invalidations) {
    LogRecord record =
        new LogRecord(
            node, shared.log.size(), incarnation, sequence, List.of(invalidations), List.of());
    shared.log.add(new Logged(new Content(record.toBytes()), record));
    return shared.log.size() - 1L;
  }
}
