package dev.multilayercache.agent;

import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.plan.InvalidationPlan;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.SitePlan;
import dev.multilayercache.agent.plan.UpdatePlan;
import dev.multilayercache.agent.text.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tells of methods that change a cache which nobody in this JVM reads from, once for each: most
 * likely its name is misspelt.
 *
 * <p>A node may do nothing but invalidate what others cache, so it is said only where a cache of
 * nearly that name is known, and not before the application has started: classes that read may be
 * loaded after those that write. Safe for use by any thread.
 */
final class CacheNameHints implements Consumer<SitePlan> {
  private static final int MOST = 1_000;

  private final PlanRegistry plans;
  private final Caches caches;
  private final Collection<String> written;
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private volatile boolean begun;

  /**
   * @param written the names of caches that the configuration speaks of
   */
  CacheNameHints(PlanRegistry plans, Caches caches, Collection<String> written) {
    this.plans = plans;
    this.caches = caches;
    this.written = written;
  }

  /** The application has started: tells of what was woven so far, and of the rest when called. */
  void begin() {
    begun = true;
    plans.forEach(this);
  }

  /** A method is called for the first time. */
  @Override
  public void accept(SitePlan plan) {
    if (begun && plan.changes()) {
      Set<String> known = readFrom();
      known.addAll(written);
      changedBy(plan).stream()
          .filter(name -> !known.contains(name))
          .forEach(name -> tell(plan.method(), name, known));
    }
  }

  /** Names of the configuration that neither a method nor the API has used yet. */
  List<String> unmet() {
    if (written.isEmpty()) {
      return List.of(); // what follows would load classes at the end of a short run
    }
    Set<String> used = readFrom();
    plans.forEach(plan -> used.addAll(changedBy(plan)));
    return written.stream().filter(name -> !used.contains(name)).sorted().toList();
  }

  private void tell(String method, String name, Set<String> known) {
    String meant = NearestName.almost(name, known);
    if (meant != null && told.size() < MOST && told.add(method + " " + name)) {
      AgentLog.warn(
          "%s: it changes cache \"%s\", and no method woven so far reads from one of that name. Did you mean \"%s\"?"
              .formatted(method, name, meant));
    }
  }

  private Set<String> readFrom() {
    Set<String> names = new TreeSet<>();
    plans.forEach(
        plan -> {
          if (plan.cached() != null) {
            names.add(plan.cached().cache());
          }
        });
    caches.all().stream()
        .filter(LayeredCache::isUsedByText)
        .map(LayeredCache::name)
        .forEach(names::add);
    return names;
  }

  private static List<String> changedBy(SitePlan plan) {
    List<String> names = new ArrayList<>();
    for (InvalidationPlan each : plan.invalidations()) {
      if (each.cache() != null) {
        names.add(each.cache());
      }
    }
    plan.updates().stream().map(UpdatePlan::cache).forEach(names::add);
    return names;
  }
}
