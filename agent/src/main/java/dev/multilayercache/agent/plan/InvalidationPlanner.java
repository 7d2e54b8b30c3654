package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.config.ChangeWishes.Invalidation.When;
import dev.multilayercache.agent.key.BoundTemplate;
import dev.multilayercache.agent.key.Template;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what one {@code @InvalidateCached} says into a plan, or refuses it. */
final class InvalidationPlanner {
  private final SiteTemplates templates;

  InvalidationPlanner(MethodSite site) {
    this.templates = new SiteTemplates(site);
  }

  InvalidationPlan plan(InvalidateAttributes attributes) throws RefusedException {
    checkExactlyOneTarget(attributes);
    checkKey(attributes);
    When when = when(attributes.when());
    List<Template> tags = new ArrayList<>();
    for (String tag : attributes.tags()) {
      tags.add(when == When.AFTER_SUCCESS ? templates.tag(tag) : templates.tagOverArguments(tag));
    }
    return new InvalidationPlan(
        attributes.cache().isEmpty() ? null : attributes.cache(),
        templateOrNull("key", attributes.key(), when),
        tags,
        pattern(attributes.pattern(), when),
        attributes.all(),
        when,
        attributes.expire());
  }

  private static void checkExactlyOneTarget(InvalidateAttributes attributes)
      throws RefusedException {
    List<String> said = new ArrayList<>();
    if (!attributes.key().isEmpty()) {
      said.add("key");
    }
    if (!attributes.tags().isEmpty()) {
      said.add("tags");
    }
    if (!attributes.pattern().isEmpty()) {
      said.add("pattern");
    }
    if (attributes.all()) {
      said.add("all");
    }
    if (said.size() != 1) {
      throw new RefusedException(
          "@InvalidateCached says "
              + (said.isEmpty() ? "nothing to invalidate" : String.join(" and ", said))
              + ". Write exactly one of key, tags, pattern and all; repeat the annotation for"
              + " more.");
    }
  }

  private static void checkKey(InvalidateAttributes attributes) throws RefusedException {
    if (attributes.expire() && attributes.key().isEmpty()) {
      throw new RefusedException(
          "@InvalidateCached has expire and no key. Write the key of the one entry that is to"
              + " expire, or leave expire out.");
    }
    if (!attributes.key().isEmpty() && attributes.cache().isEmpty()) {
      throw new RefusedException(
          "@InvalidateCached has a key and no cache. Write the name of the cache it is a key of.");
    }
  }

  private static When when(String constant) throws RefusedException {
    if (constant.isEmpty()) {
      return When.AFTER_SUCCESS;
    }
    try {
      return When.valueOf(constant);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          "@InvalidateCached has when = "
              + constant
              + ", which this agent does not know. Use an agent as new as the annotations.");
    }
  }

  /** One without placeholders is what it will be, so it is tried at once. */
  private @Nullable Template pattern(String text, When when) throws RefusedException {
    Template template = templateOrNull("pattern", text, when);
    if (template != null && template.parameters().isEmpty() && !template.usesResult()) {
      try {
        for (String each :
            BoundTemplate.of(template, null, List.of(), /* resultAllowed= */ false)
                .renderPatterns(new Object[0], null)) {
          KeyPattern.parse(each);
        }
      } catch (IllegalArgumentException e) {
        throw new RefusedException("pattern \"" + text + "\": " + e.getMessage());
      }
    }
    return template;
  }

  private @Nullable Template templateOrNull(String attribute, String text, When when)
      throws RefusedException {
    return text.isEmpty() ? null : template(attribute, text, when);
  }

  private Template template(String attribute, String text, When when) throws RefusedException {
    return when == When.AFTER_SUCCESS
        ? templates.overResult(attribute, text)
        : templates.overArguments(attribute, text);
  }
}
