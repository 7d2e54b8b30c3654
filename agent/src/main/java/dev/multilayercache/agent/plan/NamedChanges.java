package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.config.ChangeWishes;
import dev.multilayercache.agent.config.MethodConfig;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import dev.multilayercache.agent.plan.MethodSite.UpdateAttributes;
import java.util.List;

/** What agent.yaml says that a method changes, as if annotations said it. */
final class NamedChanges {
  private NamedChanges() {}

  /** The method with what the entry says: of each kind of change in place of its annotations. */
  static MethodSite in(MethodConfig entry, MethodSite site) {
    List<InvalidateAttributes> invalidations =
        entry.changes().invalidations().stream().map(NamedChanges::attributes).toList();
    List<UpdateAttributes> updates =
        entry.changes().updates().stream()
            .map(each -> new UpdateAttributes(each.cache(), each.key(), each.tags(), each.ttl()))
            .toList();
    return site.changing(
        invalidations.isEmpty() ? site.invalidations() : invalidations,
        updates.isEmpty() ? site.updates() : updates);
  }

  private static InvalidateAttributes attributes(ChangeWishes.Invalidation said) {
    return new InvalidateAttributes(
        said.cache(),
        said.key(),
        said.tags(),
        said.pattern(),
        said.all(),
        said.when() == null ? "" : said.when().name(),
        said.expire());
  }

  /** A reason for people who wrote no annotation. */
  static String inWordsOfTheFile(String reason) {
    return reason.replace("@InvalidateCached", "invalidate").replace("@UpdateCached", "update");
  }
}
