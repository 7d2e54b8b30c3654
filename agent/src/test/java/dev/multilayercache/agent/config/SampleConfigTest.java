package dev.multilayercache.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.config.ChangeWishes.Invalidation;
import dev.multilayercache.agent.config.ChangeWishes.Invalidation.When;
import dev.multilayercache.agent.config.ChangeWishes.Update;
import dev.multilayercache.agent.time.DailyTime;
import java.io.File;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent.yaml at the root of the project, as it is and with what it only shows. */
class SampleConfigTest {
  private static final File SAMPLE = Sample.FILE.toFile();
  private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAA==";
  private static final String PREVIOUS = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
  private static final Surroundings ALL_SET =
      new Surroundings(
          Map.of(
              "MULTILAYERCACHE_SECRET", "s3cret",
              "MULTILAYERCACHE_ENCRYPTION_KEY", KEY,
              "MULTILAYERCACHE_PREVIOUS_KEY", PREVIOUS),
          Map.of());

  private final AgentConfig sample = ConfigReader.read(SAMPLE, ALL_SET);
  private final Path opened;
  private final AgentConfig shown;

  SampleConfigTest(@TempDir Path directory) throws Exception {
    Path jar = Files.createFile(directory.resolve("redis-store.jar"));
    String text = Sample.withWhatItShows().replace("[redis-store.jar]", "['" + jar + "']");
    opened = Files.writeString(directory.resolve("agent.yaml"), text);
    shown = ConfigReader.read(opened.toFile(), ALL_SET);
  }

  @Test
  void names_the_application() {
    assertTrue(sample.enabled());
    assertEquals("shop", sample.application());
  }

  @Test
  void has_both_layers_nearest_first() {
    assertEquals(
        List.of(
            new LayerConfig(
                "local",
                "caffeine",
                Duration.ofSeconds(60),
                10_000,
                Duration.ofHours(1),
                /* ttlJitter= */ 0,
                /* memoryGuard= */ 0.9,
                ValueConfig.USUAL,
                /* admitAfter= */ 1,
                /* file= */ null,
                /* store= */ null),
            new LayerConfig("cluster", "hazelcast", Duration.ofMinutes(10), 100_000)),
        sample.layers());
  }

  @Test
  void stays_on_loopback() throws Exception {
    assertTrue(InetAddress.getByName(sample.cluster().networkInterface()).isLoopbackAddress());
    for (String member : sample.cluster().members()) {
      assertTrue(InetAddress.getByName(member).isLoopbackAddress());
    }
  }

  @Test
  void says_how_to_reach_the_cluster() {
    assertEquals(
        new ClusterConfig(
            ClusterConfig.Mode.EMBEDDED,
            "shop-cache",
            List.of("127.0.0.1"),
            "127.0.0.1",
            5791,
            5799,
            /* minMembers= */ 0,
            "s3cret",
            /* encryption= */ null,
            sample.cluster().place()),
        sample.cluster());
  }

  @Test
  void has_no_secret_where_the_variable_is_not_set() throws ConfigException {
    AgentConfig config = ConfigReader.read(SAMPLE, new Surroundings(Map.of(), Map.of()));

    assertNull(config.cluster().secret());
  }

  @Test
  void names_no_method_and_no_key_that_an_application_would_have_to_have() {
    assertEquals(List.of(), sample.methods());
    assertEquals(List.of(), sample.warmUp().methods());
    assertNull(sample.cluster().encryption());
  }

  @Test
  void shows_layers_of_all_kinds_in_an_order_that_is_accepted() {
    assertEquals(
        List.of("hot", "local", "disk", "redis", "cluster"),
        shown.layers().stream().map(LayerConfig::name).toList());
  }

  @Test
  void shows_the_keys_whose_variables_are_set() {
    assertEquals(new EncryptionConfig(KEY, List.of(PREVIOUS)), shown.cluster().encryption());
  }

  @Test
  void shows_the_defaults_as_they_are() {
    assertEquals(Defaults.BUILT_IN, sample.defaults());
    assertEquals(JmxConfig.BUILT_IN, sample.jmx());
  }

  @Test
  void shows_what_is_loaded_ahead() {
    WarmUpConfig warmUp = shown.warmUp();

    assertEquals(WarmUpConfig.BUILT_IN.after(), warmUp.after());
    assertEquals(WarmUpConfig.BUILT_IN.timeout(), warmUp.timeout());
    assertEquals(WarmUpConfig.BUILT_IN.every(), warmUp.every());
    assertEquals(WarmUpConfig.BUILT_IN.concurrency(), warmUp.concurrency());
    assertEquals(1_000, warmUp.hotKeys());
    assertEquals(List.of(List.of(1L), List.of(2L)), warmUp.methods().get(0).arguments());
    assertEquals(
        new WarmUpConfig.Giver("com.acme.Top", "names"), warmUp.methods().get(1).argumentsFrom());
  }

  @Test
  void shows_what_may_be_said_of_a_cache() {
    assertEquals(
        new CacheWishes(
            "",
            List.of(),
            null,
            List.of(),
            Consistency.BOUNDED,
            KeyWishes.UNSAID,
            new TimeWishes(
                Duration.ofMinutes(10),
                Map.of("local", Duration.ofSeconds(30)),
                Duration.ofSeconds(10),
                null,
                "",
                null),
            ResultWishes.UNSAID,
            ResilienceWishes.UNSAID,
            ConditionWishes.UNSAID),
        sample.caches().get("products"));
    assertEquals(
        new ResilienceWishes(
            0.8, Duration.ofHours(1), Duration.ofMillis(200), Duration.ofSeconds(2)),
        shown.caches().get("prices").resilience());
    assertEquals(
        new DailyTime(LocalTime.of(4, 0), "Europe/Berlin"),
        shown.caches().get("prices").times().ttlUntil());
  }

  @Test
  void shows_a_method() throws Exception {
    int line = Files.readAllLines(opened).indexOf("methods:") + 2;

    assertEquals(
        new MethodConfig(
            "com.acme.Repo",
            "find",
            List.of("long"),
            new CacheWishes(
                "products",
                List.of("products"),
                null,
                List.of("local", "cluster"),
                Consistency.BOUNDED,
                new KeyWishes("product:{0}", "", null, List.of()),
                new TimeWishes(
                    Duration.ofMinutes(5),
                    Map.of("local", Duration.ofSeconds(30)),
                    Duration.ofSeconds(10),
                    null,
                    "",
                    null),
                ResultWishes.UNSAID,
                ResilienceWishes.UNSAID,
                ConditionWishes.UNSAID),
            line),
        shown.methods().get(0));
  }

  @Test
  void shows_what_else_may_be_said_of_a_method() {
    CacheWishes rate = shown.methods().get(1).wishes();

    assertEquals(
        new KeyWishes(
            "",
            "com.acme.CurrencyKey",
            ReceiverPolicy.IGNORE,
            List.of(
                new Dimension.Mdc("tenant"),
                new Dimension.SystemProperty("region"),
                new Dimension.StaticMethod("com.acme.Tenant", "current"))),
        rate.key());
    assertEquals("validFor", rate.times().ttlFrom());
    assertEquals(true, rate.inheritTags());
    assertEquals(
        new ResultWishes(List.of("com.acme.NotFoundException"), Duration.ofSeconds(10), null, null),
        rate.results());
    assertEquals(
        new ConditionWishes("currency != null", "result == null", Duration.ofMillis(5)),
        rate.conditions());
    assertEquals(true, shown.methods().get(2).wishes().results().batch());
  }

  @Test
  void shows_a_method_that_changes_what_others_have_cached() {
    MethodConfig save = shown.methods().get(4);

    assertFalse(save.isCached());
    assertEquals(
        new ChangeWishes(
            List.of(
                new Invalidation(
                    "products",
                    "product:{0.id}",
                    List.of(),
                    "",
                    /* all= */ false,
                    When.AFTER_SUCCESS,
                    /* expire= */ false),
                invalidation("", List.of("category:{0.category}"), "", /* all= */ false),
                invalidation("pages", List.of(), "page:{0.id}:*", /* all= */ false),
                invalidation("totals", List.of(), "", /* all= */ true)),
            List.of(new Update("names", "name:{0.id}", List.of("names"), "5m"))),
        save.changes());
  }

  private static Invalidation invalidation(
      String cache, List<String> tags, String pattern, boolean all) {
    return new Invalidation(cache, "", tags, pattern, all, /* when= */ null, /* expire= */ false);
  }
}
