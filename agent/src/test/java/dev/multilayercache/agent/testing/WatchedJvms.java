package dev.multilayercache.agent.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** JVMs that something is awaited of; if it does not come, the failure tells what they wrote. */
public final class WatchedJvms {
  private final List<ForkedJvm> jvms;

  private WatchedJvms(List<ForkedJvm> jvms) {
    this.jvms = jvms;
  }

  public static WatchedJvms of(ForkedJvm... jvms) {
    return new WatchedJvms(List.of(jvms));
  }

  /**
   * Two members of one cluster, each of which sees the other: the first starts it, the second
   * joins.
   */
  public static WatchedJvms joined(Supplier<ForkedJvm> first, Supplier<ForkedJvm> second) {
    List<ForkedJvm> started = new ArrayList<>();
    try {
      started.add(first.get());
      of(started.get(0)).awaitMembers(started.get(0), 1);
      started.add(second.get());
      WatchedJvms both = new WatchedJvms(List.copyOf(started));
      started.forEach(each -> both.awaitMembers(each, 2));
      return both;
    } catch (RuntimeException | Error e) {
      started.forEach(ForkedJvm::close);
      throw e;
    }
  }

  /** In the order in which they were given. */
  public ForkedJvm get(int index) {
    return jvms.get(index);
  }

  public void await(Duration longest, Callable<Boolean> fact) {
    try {
      Awaitility.await().atMost(longest).until(fact);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("Not within " + longest + written(), e);
    }
  }

  /** Waits until that one sees so many members of the cluster, itself included. */
  public void awaitMembers(ForkedJvm jvm, int members) {
    await(Duration.ofSeconds(60), () -> JmxConsole.of(jvm).clusterMembers() == members);
  }

  private String written() {
    return jvms.stream()
        .map(jvm -> "\npid " + jvm.pid() + (jvm.isAlive() ? "" : ", ended") + ": " + lines(jvm))
        .collect(Collectors.joining());
  }

  private static String lines(ForkedJvm jvm) {
    return String.join("\n  ", jvm.errors());
  }
}
