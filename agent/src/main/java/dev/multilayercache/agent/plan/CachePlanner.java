package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.config.CacheWishes;
import dev.multilayercache.agent.config.MethodConfig;
import dev.multilayercache.agent.key.Template;
import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import dev.multilayercache.agent.plan.MethodSite.UpdateAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is done for a method: merges what its annotation, agent.yaml and the defaults say,
 * in this order of precedence: method in agent.yaml, annotation, cache, layer and defaults.
 *
 * <p>A pure function of the configuration and the method; safe for use by any thread.
 */
public final class CachePlanner {
  private static final String KOTLIN_CONTINUATION = "kotlin.coroutines.Continuation";

  private final AgentConfig config;
  private final NamedMethods named;

  public CachePlanner(AgentConfig config) {
    this.config = config;
    this.named = new NamedMethods(config.methods());
  }

  /**
   * The plan for a method.
   *
   * @throws RefusedException if it cannot be cached, or cannot invalidate, as it asks to
   */
  public SitePlan plan(MethodSite site) throws RefusedException {
    MethodConfig entry = named.changing(site);
    if (entry == null) {
      return planned(site);
    }
    try {
      return planned(site);
    } catch (RefusedException e) {
      throw new RefusedException(reason(site, NamedChanges.inWordsOfTheFile(e.reason())));
    }
  }

  /** A method with the changes that agent.yaml says, in place of what its annotations say. */
  public MethodSite withNamedChanges(MethodSite site) {
    MethodConfig entry = named.changing(site);
    return entry == null ? site : NamedChanges.in(entry, site);
  }

  private SitePlan planned(MethodSite site) throws RefusedException {
    CacheWishes wishes = wishes(site);
    if (wishes != null) {
      refuseBoth(site.invalidations(), "@InvalidateCached");
      refuseBoth(site.updates(), "@UpdateCached");
    }
    CachePlan cached = wishes == null ? null : cachePlan(site, wishes);
    List<InvalidationPlan> invalidations = new ArrayList<>();
    for (InvalidateAttributes each : site.invalidations()) {
      invalidations.add(new InvalidationPlanner(site).plan(each));
    }
    List<UpdatePlan> updates = new ArrayList<>();
    for (UpdateAttributes each : site.updates()) {
      updates.add(new UpdatePlanner(this, site).plan(each));
    }
    return new SitePlan(
        site.display(), site.parameterNames(), cached, invalidations, updates, namedAt(site));
  }

  private static void refuseBoth(List<?> changes, String annotation) throws RefusedException {
    if (!changes.isEmpty()) {
      throw new RefusedException(
          "it has %s too, and its body does not run on a hit, so neither is done. Move %s to the"
                  .formatted(annotation, annotation)
              + " method that changes the data.");
    }
  }

  /** What is likely a mistake in what was planned for a method, with what to write; or null. */
  public @Nullable String remark(MethodSite site, SitePlan plan) {
    return SharedEntry.remark(site, plan.cached());
  }

  /** Why a method is refused, with where the file names it if it does. */
  public String reason(MethodSite site, String reason) {
    NamedAt namedAt = namedAt(site);
    return namedAt == null ? reason : namedAt.in(reason);
  }

  private @Nullable NamedAt namedAt(MethodSite site) {
    MethodConfig entry = named.of(site);
    return entry == null
        ? null
        : new NamedAt(config.file(), entry.line(), /* isOnly= */ site.cached() == null);
  }

  /** What holds for a cache that only the API writes to. */
  public CacheTimes times(String cache) {
    return LifetimePlan.ofCache(config, config.caches().getOrDefault(cache, CacheWishes.UNSAID));
  }

  /** What agent.yaml promises of a cache by its name, where no method says otherwise. */
  public Consistency consistency(String cache) {
    Consistency said = config.caches().getOrDefault(cache, CacheWishes.UNSAID).consistency();
    return said == null ? config.defaults().consistency() : said;
  }

  /** Whether agent.yaml names a method of the class. */
  public boolean namesClass(String className) {
    return !named.in(className).isEmpty();
  }

  /** Whether agent.yaml names the method. */
  public boolean names(String className, String method, String descriptor) {
    Signature signature = Signature.of(descriptor);
    return named.in(className).stream()
        .anyMatch(each -> NamedMethods.isMeant(each, method, signature));
  }

  /**
   * Refuses what agent.yaml names in a class and the class does not have.
   *
   * @param methods the methods the class has: names with their descriptors
   */
  public void refuseMissing(
      String className, Collection<Map.Entry<String, String>> methods, Refusals refusals) {
    for (MethodConfig each : named.in(className)) {
      if (methods.stream()
          .noneMatch(m -> NamedMethods.isMeant(each, m.getKey(), Signature.of(m.getValue())))) {
        List<String> known =
            methods.stream()
                .map(m -> MethodSite.display(className, m.getKey(), m.getValue()))
                .toList();
        refuse(each, NamedMethods.missing(each, config.file(), known), refusals);
      }
    }
  }

  /** The classes that agent.yaml names methods of, each as often as it does. */
  public List<String> namedClasses() {
    List<String> names = new ArrayList<>();
    for (MethodConfig each : config.methods()) {
      names.add(each.className());
    }
    return names;
  }

  /** Refuses what agent.yaml names in a class that is left alone. */
  public void refuseOutside(String className, Refusals refusals) {
    for (MethodConfig each : named.in(className)) {
      refuse(each, NamedMethods.outside(each, config.file()), refusals);
    }
  }

  private static void refuse(MethodConfig entry, String reason, Refusals refusals) {
    String display = NamedMethods.display(entry);
    if (entry.isCached()) {
      refusals.notCached(display, reason);
    } else {
      refusals.notChanging(display, entry.changes().invalidations().isEmpty(), reason);
    }
  }

  private @Nullable CacheWishes wishes(MethodSite site) throws RefusedException {
    CachedAttributes annotated = site.cached();
    CacheWishes wishes = annotated == null ? null : AnnotatedWishes.of(annotated);
    for (MethodConfig each : named.in(site.className())) {
      if (each.isCached() && NamedMethods.isMeant(each, site.method(), site.signature())) {
        wishes = wishes == null ? each.wishes() : each.wishes().orElse(wishes);
      }
    }
    return wishes;
  }

  private CachePlan cachePlan(MethodSite site, CacheWishes ofMethod) throws RefusedException {
    checkCacheable(site);
    String cache = ofMethod.cache().isEmpty() ? site.display() : ofMethod.cache();
    CacheWishes wishes = ofMethod.orElse(config.caches().getOrDefault(cache, CacheWishes.UNSAID));
    ResultPlan.check(wishes.results());
    new ResilienceRules(site, ofMethod, "caches." + cache + " in " + config.file()).check(wishes);
    LifetimePlan lifetime = LifetimePlan.of(config, wishes);
    new SiteConditions(site).check(wishes.conditions());
    Template key = new KeyPlanner(site, wishes.key()).plan(config.layers(), lifetime.layers());
    if (Boolean.TRUE.equals(wishes.results().batch())) {
      BatchShape.check(site, ofMethod, key);
    }
    return new CachePlan(
        cache,
        declaration(site, cache),
        key,
        tags(site, wishes),
        lifetime.ttl(),
        lifetime.layerTtl(),
        lifetime.nullTtl(),
        lifetime.layers(),
        wishes.consistency() == null ? config.defaults().consistency() : wishes.consistency(),
        wishes,
        /* mayWait= */ !site.isSynchronized());
  }

  private static String declaration(MethodSite site, String cache) {
    CachedAttributes annotated = site.cached();
    boolean isAnnotated = annotated != null && annotated.text("cache").equals(cache);
    return isAnnotated ? site.declaration() : site.display();
  }

  private static void checkCacheable(MethodSite site) throws RefusedException {
    List<String> parameterTypes = site.signature().parameterTypes();
    if (!parameterTypes.isEmpty()
        && parameterTypes.get(parameterTypes.size() - 1).equals(KOTLIN_CONTINUATION)) {
      throw new RefusedException(
          "it is a Kotlin suspend function, whose result is still to come when it returns. Remove"
              + " @MultiLayerCached, or cache a function that does not suspend.");
    }
    String refusal = ResultTypes.refusal(site.signature().returnType());
    if (refusal != null) {
      throw new RefusedException(refusal);
    }
  }

  private static List<Template> tags(MethodSite site, CacheWishes wishes) throws RefusedException {
    List<Template> tags = new ArrayList<>();
    for (String tag : wishes.tags()) {
      if (tag.isEmpty()) {
        throw new RefusedException("one of its tags is empty. Write a tag or remove it.");
      }
      tags.add(new SiteTemplates(site).tag(tag));
    }
    return tags;
  }
}
