package dev.multilayercache.agent;

import static java.util.stream.Collectors.joining;

import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.plan.Refusals.Refusal;
import dev.multilayercache.agent.thread.FailureTold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The one line that sums up what came of the application's methods, once it has started: how many
 * are woven, which are refused and why, which of agent.yaml were not seen.
 *
 * <p>An application has started when for some seconds no method was woven or refused, and few
 * classes were loaded. If the JVM ends before, the line comes at its end, unless there is nothing
 * to say. Safe for use by any thread.
 */
final class StartReport {
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration LATEST = Duration.ofMinutes(1);
  private static final int MOST_REASONS = 3;

  /** More than so many in that time, and the application still starts. */
  private static final int CLASSES_OF_THE_START = 200;

  private final PlanRegistry plans;
  private final Refusals refusals;
  private final AgentConfig config;
  private final CacheNameHints hints;
  private final Runnable search;
  private final IntSupplier loadedClasses;
  private final CountDownLatch written = new CountDownLatch(1);

  /**
   * @param config names methods and caches
   * @param hints begins when the application has started
   * @param search refuses what nobody notices by itself
   * @param loadedClasses how many classes the JVM has loaded
   */
  StartReport(
      PlanRegistry plans,
      Refusals refusals,
      AgentConfig config,
      CacheNameHints hints,
      Runnable search,
      IntSupplier loadedClasses) {
    this.plans = plans;
    this.refusals = refusals;
    this.config = config;
    this.hints = hints;
    this.search = search;
    this.loadedClasses = loadedClasses;
  }

  /** Writes it when the application has started; returns at once. */
  void start() {
    Thread thread =
        new Thread(
            /* group= */ null,
            this::writeWhenQuiet,
            "multilayercache-report",
            /* stackSize= */ 0,
            /* inheritThreadLocals= */ false);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(new FailureTold());
    thread.setContextClassLoader(StartReport.class.getClassLoader());
    thread.start();
  }

  /** Writes it now, unless it was written or there is nothing to say. */
  void write() {
    search.run();
    if (count() > 0) {
      writeOnce();
    }
  }

  void cancel() {
    written.countDown();
  }

  private void writeWhenQuiet() {
    long deadline = System.nanoTime() + LATEST.toNanos();
    int before;
    int loadedBefore;
    do {
      before = count();
      loadedBefore = loadedClasses.getAsInt();
      if (isWrittenWithin(QUIET)) {
        return;
      }
    } while ((count() != before || startsStill(loadedBefore)) && System.nanoTime() < deadline);
    search.run();
    writeOnce();
  }

  private boolean startsStill(int loadedBefore) {
    return loadedClasses.getAsInt() - loadedBefore > CLASSES_OF_THE_START;
  }

  private boolean isWrittenWithin(Duration time) {
    try {
      return written.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private int count() {
    return plans.cachedMethods().size() + plans.changingMethods().size() + refusals.all().size();
  }

  private synchronized void writeOnce() {
    if (written.getCount() > 0) {
      written.countDown();
      AgentLog.info(line());
      hints.begin();
    }
  }

  /** The line as things stand. */
  String line() {
    List<Refusal> refused = refusals.all();
    List<String> missing = unseen(refused);
    StringBuilder line = new StringBuilder("Woven: ");
    line.append(counted(plans.cachedMethods().size(), "cached method"));
    line.append(", ").append(counted(plans.changingMethods().size(), "invalidating method"));
    line.append(". Refused: ").append(refused.isEmpty() ? "none" : refused.size());
    if (!refused.isEmpty()) {
      line.append(
          refused.stream()
              .limit(MOST_REASONS)
              .map(StartReport::text)
              .collect(joining("; ", " (", ")")));
    }
    line.append('.');
    if (refused.size() > MOST_REASONS) {
      line.append(" The others are in the lines above, and over JMX in RefusedMethods.");
    }
    if (!missing.isEmpty()) {
      line.append(" Of ").append(config.file()).append(", no class was loaded yet for: ");
      line.append(String.join(", ", missing)).append('.');
    }
    List<String> unmet = hints.unmet();
    if (!unmet.isEmpty()) {
      line.append(" Of ").append(config.file()).append(", nobody has used yet the caches: ");
      line.append(String.join(", ", unmet)).append('.');
    }
    return line.toString();
  }

  /** What agent.yaml names and nothing is known of: the class was not loaded. */
  private List<String> unseen(List<Refusal> refused) {
    List<String> known = new ArrayList<>(plans.cachedMethods());
    known.addAll(plans.changingMethods());
    refused.forEach(each -> known.add(each.method()));
    return config.methods().stream()
        .map(each -> each.className() + "." + each.method())
        .filter(each -> known.stream().noneMatch(method -> method.startsWith(each + "(")))
        .toList();
  }

  private static String text(Refusal refusal) {
    String reason = refusal.reason();
    int end = reason.indexOf(". ");
    return refusal.method() + ": " + (end < 0 ? reason : reason.substring(0, end));
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
