package dev.multilayercache.agent.testing;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The source of a class whose one cached method has a form, a way to make its keys, and an option
 * more; its methods that change the cache go with it.
 *
 * @param number names the class and its cache
 */
public record PairSource(int number, Form form, Keys keys, Set<Option> options) {
  private static final String LONG = ":" + "x".repeat(600);

  /** What the method looks like. {@code LOAD} stands for what its body asks the source. */
  public enum Form {
    PLAIN("Value", "LOAD", "find(ID)"),
    PRIMITIVE("long", "LOAD.code()", "find(ID)"),
    STATIC("static Value", "LOAD", "find(ID)"),
    OPTIONAL("Optional<Value>", "Optional.ofNullable(LOAD)", "find(ID).orElse(null)"),
    FUTURE("CompletableFuture<Value>", "Source.future(() -> LOAD)", "find(ID).join()"),
    MONO("Mono<Value>", "Mono.fromCallable(() -> LOAD)", "find(ID).block()"),
    UNI("Uni<Value>", "Uni.createFrom().item(() -> LOAD)", "find(ID).await().indefinitely()"),
    BATCH("Map<Long, Value>", "LOAD", "find(ID).get(id)");

    private final String type;
    private final String body;
    private final String call;

    Form(String type, String body, String call) {
      this.type = type;
      this.body = body;
      this.call = call;
    }

    boolean isToCome() {
      return this == FUTURE || this == MONO || this == UNI;
    }

    /** What {@code @UpdateCached} returns for it. */
    String updated() {
      return this == PRIMITIVE || this == OPTIONAL ? type : "Value";
    }
  }

  /** What makes two calls the same. */
  public enum Keys {
    TEMPLATE("k:{id}", ""),
    ARGUMENTS("", ""),
    CACHE_KEY("", ""),
    FUNCTION("", "keyFunction = \"dev.multilayercache.fixture.pairs.NumberKey\""),
    LONG_KEY("k:{id}" + LONG, ""),
    EQUALS("k:{id}", "receiver = Receiver.EQUALS"),
    IDENTITY("k:{id}", "receiver = Receiver.IDENTITY"),
    PROPERTY("k:{id}", "varyBy = \"sys:pairs.around\""),
    STATIC_METHOD("k:{id}", "varyBy = \"dev.multilayercache.fixture.pairs.Source#around()\""),
    EQUALS_LONG("k:{id}" + LONG, "receiver = Receiver.EQUALS"),
    IDENTITY_LONG("k:{id}" + LONG, "receiver = Receiver.IDENTITY"),
    ALL("k:{id}" + LONG, "receiver = Receiver.EQUALS, varyBy = \"sys:pairs.around\"");

    private final String template;
    private final String attributes;

    Keys(String template, String attributes) {
      this.template = template;
      this.attributes = attributes;
    }

    boolean sayReceiver() {
      return attributes.contains("receiver");
    }

    boolean areOfObjects() {
      return attributes.contains("IDENTITY");
    }

    boolean vary() {
      return attributes.contains("varyBy");
    }

    /** The key without receiver and surroundings. */
    private String ofArguments() {
      return this == FUNCTION ? "k:{id}" : template.isEmpty() ? "{id}" : template;
    }
  }

  /** What else is asked for. */
  public enum Option {
    CONDITION("condition = \"CONDITION\""),
    UNLESS("unless = \"id == 13\""),
    MIN_COST("minCost = \"1h\""),
    NO_NULLS("nullTtl = \"0\""),
    LONG_NULLS("nullTtl = \"1h\", ttl = \"1h\""),
    TTL_FROM("ttlFrom = \"life\""),
    TTL_UNTIL("ttlUntil = \"04:00 Europe/Berlin\""),
    MAX_IDLE("maxIdle = \"1h\""),
    REFRESH_AHEAD("refreshAhead = \"0.5\""),
    AHEAD("refreshAhead = \"0.000001\", ttl = \"1h\""),
    STALE_IF_ERROR("staleIfError = \"1h\""),
    SOFT_TIMEOUT("staleIfError = \"1h\", softTimeout = \"10s\""),
    NO_WAIT("waitTimeout = \"0\""),
    EXCEPTIONS("cachedExceptions = IllegalStateException.class, exceptionTtl = \"1h\""),
    COPIES("copy = Copy.ALWAYS"),
    INHERIT("inheritTags = true"),
    STRONG("consistency = Consistency.STRONG"),
    LOCAL("layers = \"local\""),
    FAR("layers = \"far\"");

    private final String attributes;

    Option(String attributes) {
      this.attributes = attributes;
    }

    /** The one that names it. */
    String attribute() {
      return this == SOFT_TIMEOUT
          ? "softTimeout"
          : attributes.substring(0, attributes.indexOf(' '));
    }

    /** Whether no method can have both: an attribute is in each. */
    boolean excludes(Option other) {
      String names = other.attributes.replaceAll(" = [^,]*(, |$)", "|");
      return attributes.matches(".*\\b(" + names + "none) = .*");
    }

    boolean runsInBackground() {
      return this == REFRESH_AHEAD || this == AHEAD || this == SOFT_TIMEOUT;
    }

    boolean isNotForResultsToCome() {
      return runsInBackground() || this == STALE_IF_ERROR || this == INHERIT;
    }

    boolean isNotForBatches() {
      return isNotForResultsToCome() || this == NO_WAIT || this == EXCEPTIONS;
    }
  }

  /**
   * All that cross two of form, keys and options, and the plain ones that have two options.
   *
   * @param isWhole whether all three are crossed, and each form with two options
   */
  public static List<PairSource> all(boolean isWhole) {
    List<PairSource> all = new ArrayList<>();
    for (Form form : Form.values()) {
      for (Keys keys : Keys.values()) {
        for (Set<Option> options : upToTwo()) {
          int special =
              (form == Form.PLAIN ? 0 : 1) + (keys == Keys.TEMPLATE ? 0 : 1) + options.size();
          if (special <= 2 || (isWhole && (options.size() < 2 || keys == Keys.TEMPLATE))) {
            all.add(new PairSource(all.size() + 1, form, keys, options));
          }
        }
      }
    }
    return all;
  }

  /** None, one or two. */
  private static List<Set<Option>> upToTwo() {
    List<Set<Option>> all = new ArrayList<>(List.of(Set.of()));
    for (Option one : Option.values()) {
      all.add(Set.of(one));
      for (Option other : Option.values()) {
        if (one.compareTo(other) < 0 && !one.excludes(other)) {
          all.add(EnumSet.of(one, other));
        }
      }
    }
    return all;
  }

  public String name() {
    return "P" + number;
  }

  /** What the fixture application is told of it. */
  public String words() {
    String words = options.stream().map(Enum::name).collect(Collectors.joining(","));
    return String.join(" ", name(), form.name(), keys.name(), words.isEmpty() ? "-" : words);
  }

  @Override
  public String toString() {
    return (form + ", " + keys + ", " + options).toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * Words of which the line that refuses it has one; empty if it is to be cached.
   *
   * @param hasFiles whether the far layer is one of files
   */
  public Set<String> refusals(boolean hasFiles) {
    Set<String> words = new TreeSet<>();
    boolean knowsObjects = !hasFiles || !options.contains(Option.FAR);
    boolean hasObject = form != Form.STATIC;
    if (keys.sayReceiver() && !(hasObject && (knowsObjects || !keys.areOfObjects()))) {
      words.add("receiver");
    }
    if (form == Form.BATCH && keys == Keys.FUNCTION) {
      words.add("keyFunction");
    }
    if (form == Form.PRIMITIVE && options.contains(Option.TTL_FROM)) {
      words.add("ttlFrom");
    }
    for (Option each : options) {
      boolean hasOtherThread = keys == Keys.FUNCTION || keys == Keys.STATIC_METHOD;
      boolean notHere =
          (form == Form.BATCH && each.isNotForBatches())
              || (form.isToCome() && each.isNotForResultsToCome())
              || (each.runsInBackground() && (hasOtherThread || options.contains(Option.INHERIT)));
      if (notHere) {
        words.add(each.attribute());
      }
    }
    return words;
  }

  /** By the name of the class, as a compiler takes it. */
  public Map.Entry<String, String> file() {
    String parameter = form == Form.BATCH ? "Collection<Long> id" : "long id";
    boolean isMarked = keys == Keys.CACHE_KEY;
    String ambient = keys.vary() ? "Source.around()" : "\"\"";
    String load =
        "Source.%s(id, %s, %s)"
            .formatted(
                form == Form.BATCH ? "loadAll" : options.contains(Option.AHEAD) ? "reload" : "load",
                keys.sayReceiver() && form != Form.STATIC ? "who" : "\"\"",
                ambient);
    String argument =
        (form == Form.BATCH ? "id < 0 ? List.of(id, id - 1) : List.of(id)" : "id")
            + (isMarked ? ", Source.noise()" : "");
    String source =
        """
        package pairs;
        import dev.multilayercache.*;
        import dev.multilayercache.fixture.pairs.*;
        import io.smallrye.mutiny.Uni;
        import java.util.*;
        import java.util.concurrent.CompletableFuture;
        import reactor.core.publisher.Mono;
        public record NAME(String who) implements Pair {
          @MultiLayerCached(ATTRIBUTES)
          TYPE find(PARAMETERS) { INNERreturn BODY; }
          public Object ask(long id) throws Exception { return CALL; }
          public Pair called(String other) { return new NAME(other); }
          public String key(long id) { return KEY; }
          public String pattern(long id) { return PATTERN; }
          @InvalidateCached(tags = "NAME:{id}") void byTag(long id) {}
          @InvalidateCached(cache = "NAME", pattern = "LIKE") void byPattern(long id) {}
          @InvalidateCached(cache = "NAME", all = true) void byAll(long id) {}
          @InvalidateCached(cache = "NAME", key = "OWN") void byKey(long id) {}
          @InvalidateCached(cache = "NAME", key = "OWN", expire = true) void expiring(long id) {}
          @UpdateCached(cache = "NAME", key = "OWN", tags = "NAME:{id}")
          UPDATED update(long id) { return UPDATE; }
          public boolean change(String way, long id) {
            switch (way) {
              case "tag" -> byTag(id);
              case "pattern" -> byPattern(id);
              case "all" -> byAll(id);
              case "key" -> byKey(id);
              case "expire" -> expiring(id);
              default -> update(id);
            }
            return !HASPARTS || way.equals("tag") || way.equals("pattern") || way.equals("all");
          }
        }
        """;
    Map<String, String> words = new LinkedHashMap<>();
    words.put("ATTRIBUTES", attributes());
    words.put("PARAMETERS", isMarked ? "@CacheKey " + parameter + ", String noise" : parameter);
    words.put("INNER", options.contains(Option.INHERIT) ? "Source.inner(); " : "");
    words.put("TYPE", form.type);
    words.put("BODY", form.body.replace("LOAD", load));
    words.put("CALL", form.call.replace("ID", argument));
    words.put("KEY", keys.areOfObjects() ? "null" : keyExpression());
    words.put("PATTERN", '"' + like("\" + id + \"") + '"');
    words.put("LIKE", like("{id}"));
    words.put("OWN", keys.ofArguments());
    words.put("HASPARTS", String.valueOf(keys.sayReceiver() || keys.vary()));
    words.put("UPDATED", form.updated().replace("static ", ""));
    words.put("UPDATE", updating());
    words.put("NAME", name());
    String text = source;
    for (Map.Entry<String, String> each : words.entrySet()) {
      text = text.replace(each.getKey(), each.getValue());
    }
    return Map.entry("pairs/" + name(), text);
  }

  private String updating() {
    String value = "Source.current(id)";
    return switch (form) {
      case PRIMITIVE -> value + ".code()";
      case OPTIONAL -> "Optional.of(" + value + ")";
      default -> value;
    };
  }

  /** Of the key of one id, whoever is called and whatever is around. */
  private String like(String id) {
    String pattern = keys.ofArguments().replace(LONG, ":*").replace("{id}", id);
    return (keys.sayReceiver() ? "*:" : "") + pattern + (keys.vary() ? "|*" : "");
  }

  private String keyExpression() {
    String key = '"' + keys.ofArguments().replace("{id}", "\" + id + \"") + '"';
    return (keys.sayReceiver() ? "\"\\\\@pairs.NAME(\" + who + \"):\" + " : "")
        + key
        + (keys.vary() ? " + \"|\" + Source.around()" : "");
  }

  private String attributes() {
    List<String> all = new ArrayList<>(List.of("cache = \"NAME\"", "tags = \"NAME:{id}\""));
    if (!keys.template.isEmpty()) {
      all.add("key = \"" + keys.template + "\"");
    }
    all.add(keys.attributes);
    if (keys.areOfObjects() && !options.contains(Option.LOCAL) && !options.contains(Option.FAR)) {
      all.add("layers = \"local\"");
    }
    String condition = form == Form.BATCH ? "size(id) < 2" : "id > 0";
    options.forEach(each -> all.add(each.attributes.replace("CONDITION", condition)));
    if (form == Form.BATCH) {
      all.add("batch = true");
    }
    all.removeIf(String::isEmpty);
    return String.join(", ", all);
  }
}
