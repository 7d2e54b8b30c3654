package dev.multilayercache.agent.config;

import dev.multilayercache.agent.config.ChangeWishes.Invalidation;
import dev.multilayercache.agent.config.ChangeWishes.Update;
import java.util.ArrayList;
import java.util.List;

/** Understands what agent.yaml says that a method changes of what others have cached. */
final class ChangesReader {
  static final String INVALIDATE = "invalidate";
  static final String UPDATE = "update";

  private static final List<String> INVALIDATE_KEYS =
      List.of("cache", "key", "tags", "pattern", "all", "when", "expire");
  private static final List<String> UPDATE_KEYS = List.of("cache", "key", "tags", "ttl");

  private static final String EXAMPLE = "Write - { cache: products, key: \"product:{id}\" }.";
  private static final String NAME = "Write a name, for example products.";
  private static final String TEMPLATE = "Write a template, for example \"product:{id}\".";

  private final SectionReader method;
  private final Substitution substitution;

  ChangesReader(SectionReader method, Substitution substitution) {
    this.method = method;
    this.substitution = substitution;
  }

  ChangeWishes read() throws ConfigException {
    List<Invalidation> invalidations = new ArrayList<>();
    for (SectionReader each : sections(INVALIDATE, INVALIDATE_KEYS)) {
      invalidations.add(invalidation(each));
    }
    List<Update> updates = new ArrayList<>();
    for (SectionReader each : sections(UPDATE, UPDATE_KEYS)) {
      updates.add(update(each));
    }
    ChangeWishes changes = new ChangeWishes(invalidations, updates);
    if (!changes.isNone()) {
      refuseToCacheToo(invalidations.isEmpty() ? UPDATE : INVALIDATE);
    }
    return changes;
  }

  private List<SectionReader> sections(String key, List<String> known) throws ConfigException {
    List<SectionReader> sections = new ArrayList<>();
    for (Setting item : method.items(key, EXAMPLE)) {
      sections.add(new SectionReader(SectionReader.sectionOf(item), substitution, known));
    }
    if (sections.isEmpty() && method.has(key)) {
      throw method.place(key).refuse("is empty. " + EXAMPLE);
    }
    return sections;
  }

  private void refuseToCacheToo(String change) throws ConfigException {
    for (String each : WishesReader.METHOD_KEYS) {
      if (method.has(each)) {
        throw method
            .place(each)
            .refuse(
                "is of a method that is cached, and stands beside %s: the body of such a method does not run on a hit, and would change nothing. Remove one of both."
                    .formatted(change));
      }
    }
  }

  private static Invalidation invalidation(SectionReader section) throws ConfigException {
    Invalidation invalidation =
        new Invalidation(
            WishesReader.textOrEmpty(section, "cache", NAME),
            section.template("key", TEMPLATE),
            WishesReader.texts(section, "tags", "tag", "products"),
            section.template("pattern", "Write a pattern, for example \"product:*\"."),
            section.flag("all", /* otherwise= */ false),
            section.word("when", Invalidation.When.class),
            section.flag("expire", /* otherwise= */ false));
    checkTarget(section, invalidation);
    return invalidation;
  }

  private static void checkTarget(SectionReader section, Invalidation read) throws ConfigException {
    List<String> said = new ArrayList<>();
    for (String each : List.of("key", "tags", "pattern", "all")) {
      if (section.has(each) && (!each.equals("all") || read.all())) {
        said.add(each);
      }
    }
    if (said.size() != 1) {
      throw section
          .place()
          .refuse(
              "says %s. Write exactly one of key, tags, pattern and all; for more, more items."
                  .formatted(
                      said.isEmpty() ? "nothing to invalidate" : String.join(" and ", said)));
    }
    if (read.expire() && read.key().isEmpty()) {
      throw section
          .place("expire")
          .refuse("stands without a key. Write the key of the one entry that is to expire.");
    }
    if (!read.key().isEmpty()) {
      section.requiredText("cache", NAME);
    }
  }

  private static Update update(SectionReader section) throws ConfigException {
    String cache = section.requiredText("cache", NAME);
    String key = section.template("key", TEMPLATE);
    if (key.isEmpty()) {
      throw section.place("key").refuse("is missing. " + TEMPLATE);
    }
    section.duration("ttl");
    return new Update(
        cache,
        key,
        WishesReader.texts(section, "tags", "tag", "products"),
        WishesReader.textOrEmpty(section, "ttl", "Write 30s, 5m or PT5M."));
  }
}
