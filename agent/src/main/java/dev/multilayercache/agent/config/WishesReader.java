package dev.multilayercache.agent.config;

import dev.multilayercache.agent.time.DailyTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Understands what agent.yaml asks for a cache, by the cache's name or for one method. */
final class WishesReader {

  /** What may be said of a cache by its name. */
  static final List<String> CACHE_KEYS =
      List.of(
          "ttl",
          "layerTtl",
          "nullTtl",
          "ttlUntil",
          "maxIdle",
          "copy",
          "refreshAhead",
          "staleIfError",
          "softTimeout",
          "waitTimeout",
          ConsistencyWord.KEY);

  /** What may be said of a cached method. */
  static final List<String> METHOD_KEYS =
      Stream.concat(
              Stream.of(
                  "cache",
                  "key",
                  "keyFunction",
                  "receiver",
                  "varyBy",
                  "tags",
                  "inheritTags",
                  "layers",
                  "ttlFrom",
                  "cachedExceptions",
                  "exceptionTtl",
                  "batch",
                  "condition",
                  "unless",
                  "minCost"),
              CACHE_KEYS.stream())
          .toList();

  private final SectionReader section;
  private final List<String> layers;

  WishesReader(SectionReader section, List<String> layers) {
    this.section = section;
    this.layers = layers;
  }

  CacheWishes ofCache() throws ConfigException {
    return new CacheWishes(
        "",
        List.of(),
        /* inheritTags= */ null,
        /* layers= */ List.of(),
        ConsistencyWord.read(section),
        KeyWishes.UNSAID,
        times(),
        results(),
        resilience(),
        ConditionWishes.UNSAID);
  }

  CacheWishes ofMethod() throws ConfigException {
    String cache = section.text("cache", "Write a name, for example products.");
    return new CacheWishes(
        cache == null ? "" : cache,
        texts(section, "tags", "tag", "products"),
        section.flagOrUnsaid("inheritTags"),
        section.layers("layers", layers),
        ConsistencyWord.read(section),
        key(),
        times(),
        results(),
        resilience(),
        conditions());
  }

  private KeyWishes key() throws ConfigException {
    return new KeyWishes(
        section.template("key", "Write a template, for example \"product:{id}\"."),
        textOrEmpty(
            section, "keyFunction", "Write the name of a class, for example com.acme.ProductKey."),
        section.word("receiver", ReceiverPolicy.class),
        varyBy());
  }

  private List<Dimension> varyBy() throws ConfigException {
    List<Dimension> dimensions = new ArrayList<>();
    for (Setting.Text each : section.texts("varyBy", "Write a list, for example [mdc:tenant].")) {
      try {
        dimensions.add(Dimension.parse(each.text()));
      } catch (IllegalArgumentException e) {
        throw each.place().refuse("is " + e.getMessage());
      }
    }
    return dimensions;
  }

  private TimeWishes times() throws ConfigException {
    return new TimeWishes(
        section.duration("ttl"),
        section.durationsByLayer("layerTtl", layers),
        section.durationOrZero("nullTtl"),
        section.parsed("ttlUntil", "Write \"04:00 Europe/Berlin\".", DailyTime::parse),
        textOrEmpty(section, "ttlFrom", "Write a path on the result, for example validFor."),
        section.duration("maxIdle"));
  }

  private ResultWishes results() throws ConfigException {
    return new ResultWishes(
        texts(section, "cachedExceptions", "class", "com.acme.NotFoundException"),
        section.duration("exceptionTtl"),
        section.word("copy", CopyPolicy.class),
        section.flagOrUnsaid("batch"));
  }

  private ResilienceWishes resilience() throws ConfigException {
    return new ResilienceWishes(
        section.parsed("refreshAhead", "Write 0.8.", Fractions::parse),
        section.duration("staleIfError"),
        section.durationOrZero("softTimeout"),
        section.durationOrZero("waitTimeout"));
  }

  private ConditionWishes conditions() throws ConfigException {
    return new ConditionWishes(
        section.template("condition", "Write an expression, for example \"id > 0\"."),
        section.template("unless", "Write an expression, for example \"result == null\"."),
        section.duration("minCost"));
  }

  static String textOrEmpty(SectionReader section, String key, String example)
      throws ConfigException {
    String text = section.text(key, example);
    return text == null ? "" : text;
  }

  /** A list of templates or names, none of them blank. */
  static List<String> texts(SectionReader section, String key, String what, String example)
      throws ConfigException {
    List<String> texts = new ArrayList<>();
    for (Setting.Text each : section.texts(key, "Write a list, for example [" + example + "].")) {
      if (each.text().isBlank()) {
        throw each.place().refuse("is blank. Write a " + what + ", for example " + example + ".");
      }
      texts.add(each.text());
    }
    return texts;
  }
}
