package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.config.ConfigReader;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.EngineOptions;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.MethodSite;
import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import dev.multilayercache.agent.plan.MethodSite.UpdateAttributes;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.plan.RefusedException;
import dev.multilayercache.agent.plan.SitePlan;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods of {@code com.acme.Repo} that were woven in an application. */
class CacheNameHintsTest {
  private final PlanRegistry plans = new PlanRegistry();
  private final List<String> written = new ArrayList<>();
  private final LogLines log = new LogLines();
  private final CaffeineLayer layer = new CaffeineLayer("local", 1_000, System::nanoTime);
  private final Caches caches =
      new Caches(
          List.of(layer),
          new EngineOptions(
              /* populateUpperLayers= */ true, Duration.ofSeconds(10), Duration.ofSeconds(2)),
          new Generations(),
          System::nanoTime);
  private final CacheNameHints hints = new CacheNameHints(plans, caches, written);

  @AfterEach
  void close() {
    log.close();
    layer.close();
  }

  private SitePlan woven(
      String method,
      CachedAttributes cached,
      List<InvalidateAttributes> invalidations,
      List<UpdateAttributes> updates)
      throws RefusedException {
    MethodSite site =
        new MethodSite(
            "com.acme.Repo",
            method,
            "(J)Ljava/lang/String;",
            /* isStatic= */ false,
            /* isSynchronized= */ false,
            List.of("id"),
            List.of(),
            cached,
            invalidations,
            updates,
            "");
    SitePlan plan = new CachePlanner(AgentConfig.builtIn()).plan(site);
    plans.register(CacheNameHintsTest.class.getClassLoader(), site, plan);
    return plan;
  }

  private SitePlan reading(String cache) throws RefusedException {
    return woven("find", new Attributes().with("cache", cache).cached(), List.of(), List.of());
  }

  private SitePlan invalidating(String cache) throws RefusedException {
    return woven(
        "save",
        /* cached= */ null,
        List.of(new InvalidateAttributes(cache, "", List.of(), "", true, "", false)),
        List.of());
  }

  private List<String> lines() {
    return log.about("it changes cache");
  }

  @Nested
  class ACacheThatNoMethodReadsFrom {
    @Test
    void is_told_with_the_name_that_was_meant_once_the_application_has_started() throws Exception {
      reading("typo");
      invalidating("typpo");
      assertEquals(List.of(), lines());

      hints.begin();

      assertEquals(
          List.of(
              "[multilayercache] com.acme.Repo.save(long): it changes cache \"typpo\", and no method"
                  + " woven so far reads from one of that name. Did you mean \"typo\"?"),
          lines());
    }

    @Test
    void is_told_of_an_update_too() throws Exception {
      reading("typo");
      woven(
          "store",
          /* cached= */ null,
          List.of(),
          List.of(new UpdateAttributes("typpo", "{id}", List.of(), "")));

      hints.begin();

      assertEquals(1, lines().size());
    }

    @Test
    void is_told_at_the_first_call_of_what_is_woven_later() throws Exception {
      reading("typo");
      hints.begin();

      hints.accept(invalidating("typpo"));

      assertEquals(1, lines().size());
    }

    @Test
    void is_told_once_for_each_method() throws Exception {
      reading("typo");
      SitePlan plan = invalidating("typpo");
      hints.begin();

      hints.accept(plan);

      assertEquals(1, lines().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "typo2", "tpyoo"})
    void is_not_told_where_no_name_is_near(String name) throws Exception {
      reading("typo1");
      invalidating(name);

      hints.begin();

      assertEquals(List.of(), lines());
    }

    @Test
    void is_not_told_if_the_configuration_speaks_of_it() throws Exception {
      reading("typo");
      invalidating("typpo");
      written.add("typpo");

      hints.begin();

      assertEquals(List.of(), lines());
    }
  }

  @Nested
  class ANameInTheConfiguration {
    @TempDir Path directory;

    @Test
    void that_nobody_used_is_in_the_line_that_sums_up() throws Exception {
      Path file =
          Files.writeString(
              directory.resolve("shop.yaml"), "caches: { typo: { ttl: 1m }, typpo: { ttl: 1m } }");
      AgentConfig config = ConfigReader.read(file.toFile());
      written.addAll(config.caches().keySet());
      reading("typo");

      String line = new StartReport(plans, new Refusals(), config, hints, () -> {}, () -> 0).line();

      assertTrue(line.endsWith(" Of " + file + ", nobody has used yet the caches: typpo."), line);
    }

    @Test
    void that_a_method_changes_is_met() throws Exception {
      written.add("orders");
      invalidating("orders");

      assertEquals(List.of(), hints.unmet());
    }
  }
}
