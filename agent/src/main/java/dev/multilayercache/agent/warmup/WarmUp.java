package dev.multilayercache.agent.warmup;

import dev.multilayercache.agent.config.WarmUpConfig;
import dev.multilayercache.agent.config.WarmUpConfig.Giver;
import dev.multilayercache.agent.config.WarmUpConfig.WarmMethod;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.thread.DetachedThread;
import dev.multilayercache.agent.warmup.WarmCalls.NotPossible;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls the methods that agent.yaml lists, each once its class is in use, on daemon threads of its
 * own; neither start nor end of the JVM waits for it.
 *
 * <p>A class is in use when the application has loaded and initialized it: that is never done here,
 * but for the classes that give arguments. A method whose class is not in use after {@link
 * #LONGEST} is skipped.
 */
public final class WarmUp implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final WarmUpConfig config;
  private final PlanRegistry plans;
  private final ClassesInUse classes;
  private final WarmUpProgress progress;
  private final CountDownLatch closed = new CountDownLatch(1);

  public WarmUp(WarmUpConfig config, PlanRegistry plans, WarmUpProgress progress) {
    this.config = config;
    this.plans = plans;
    this.classes = new ClassesInUse(plans);
    this.progress = progress;
  }

  /** Begins in the background; returns at once. */
  public void start() {
    if (!config.methods().isEmpty()) {
      progress.state("waiting");
      Thread unused = DetachedThread.start("multilayercache-warm-up", this::run);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    long begun = System.nanoTime();
    List<WarmMethod> waiting = new ArrayList<>(config.methods());
    Map<WarmMethod, Long> inUseSince = new HashMap<>();
    try {
      while (!waiting.isEmpty() && !isClosedWithin(LOOK)) {
        callWhatIsReady(waiting, inUseSince);
        if (System.nanoTime() - begun > LONGEST.toNanos()) {
          waiting.forEach(each -> skip(each, "its class is not in use, or has no cached method"));
          waiting.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    progress.state("done");
    if (closed.getCount() > 0) {
      AgentLog.info(
          "Warm-up done: %d calls, %d loaded, %d skipped, %d failed."
              .formatted(
                  progress.total(), progress.loaded(), progress.skipped(), progress.failed()));
    }
  }

  private boolean isClosedWithin(Duration time) throws InterruptedException {
    return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void callWhatIsReady(List<WarmMethod> waiting, Map<WarmMethod, Long> inUseSince)
      throws InterruptedException {
    for (Iterator<WarmMethod> all = waiting.iterator(); all.hasNext(); ) {
      WarmMethod each = all.next();
      Class<?> owner = owner(each);
      if (owner == null) {
        continue;
      }
      long since = inUseSince.computeIfAbsent(each, same -> System.nanoTime());
      if (System.nanoTime() - since >= config.after().toNanos()) {
        all.remove();
        call(each, owner);
      }
    }
  }

  /** The method's class, if it and the one that gives the object are in use; else null. */
  private @Nullable Class<?> owner(WarmMethod method) {
    try {
      Class<?> owner = classes.woven(method.className());
      Giver receiver = method.receiver();
      return owner == null
              || receiver == null
              || ClassesInUse.inUse(receiver.className(), owner.getClassLoader()) != null
          ? owner
          : null;
    } catch (ReflectiveOperationException | RuntimeException e) {
      AgentLog.warnOncePerMinute(
          "warm-up", "warm-up: this JVM does not tell which classes are in use (" + e + ").");
      return null;
    }
  }

  private void call(WarmMethod method, Class<?> owner) throws InterruptedException {
    progress.state("running");
    try {
      WarmCalls calls = WarmCalls.of(method, owner);
      warnIfUncached(method);
      progress.total.addAndGet(calls.count());
      new WarmRun(method.toString(), calls, config, progress, closed).run();
    } catch (NotPossible e) {
      skip(method, e.reason());
    } catch (RuntimeException | LinkageError e) {
      skip(method, e.getClass().getName());
    }
    progress.state("waiting");
  }

  /** It is called all the same: it may call others that are cached. */
  private void warnIfUncached(WarmMethod method) {
    if (!plans.cachedMethods().contains(method.toString())) {
      AgentLog.warn(
          "warm-up: %s is not cached, so only what it calls may be loaded. Cache it, or correct %s."
              .formatted(method, method.place()));
    }
  }

  private void skip(WarmMethod method, String reason) {
    int count = Math.max(1, method.arguments().size());
    progress.total.addAndGet(count);
    progress.skipped.addAndGet(count);
    AgentLog.warn("warm-up: " + method + " is not called: " + reason);
  }
}
