package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.config.Durations;
import dev.multilayercache.agent.key.Template;
import dev.multilayercache.agent.plan.MethodSite.UpdateAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what one {@code @UpdateCached} says into a plan, or refuses it. */
final class UpdatePlanner {
  private final CachePlanner caches;
  private final MethodSite site;

  /**
   * @param caches knows what holds for a cache by its name
   */
  UpdatePlanner(CachePlanner caches, MethodSite site) {
    this.caches = caches;
    this.site = site;
  }

  UpdatePlan plan(UpdateAttributes attributes) throws RefusedException {
    checkHasResult();
    require("cache", attributes.cache());
    require("key", attributes.key());
    SiteTemplates templates = new SiteTemplates(site);
    List<Template> tags = new ArrayList<>();
    for (String tag : attributes.tags()) {
      tags.add(templates.tag(tag));
    }
    return new UpdatePlan(
        attributes.cache(),
        templates.overResult("key", attributes.key()),
        tags,
        ttl(attributes.ttl()),
        caches.times(attributes.cache()),
        caches.consistency(attributes.cache()));
  }

  private void checkHasResult() throws RefusedException {
    String type = site.signature().returnType();
    if (type.equals("void")) {
      throw new RefusedException(
          "@UpdateCached stores a result, and it returns void. Return what is to be stored, or write"
              + " @InvalidateCached.");
    }
    String refusal = ResultTypes.refusal(type);
    if (refusal != null) {
      throw new RefusedException("@UpdateCached: " + refusal.replace("@MultiLayerCached", "it"));
    }
  }

  private static void require(String attribute, String text) throws RefusedException {
    if (text.isEmpty()) {
      throw new RefusedException(
          "@UpdateCached has no %s. Write which %s the result is stored under."
              .formatted(attribute, attribute));
    }
  }

  private static @Nullable Duration ttl(String text) throws RefusedException {
    try {
      return text.isEmpty() ? null : Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("@UpdateCached: ttl is " + e.getMessage());
    }
  }
}
