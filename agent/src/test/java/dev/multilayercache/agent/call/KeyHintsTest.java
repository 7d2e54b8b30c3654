package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.multilayercache.agent.call.WovenMethods.Repo;
import dev.multilayercache.agent.call.WovenMethods.Woven;
import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import dev.multilayercache.agent.plan.MethodSite.UpdateAttributes;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A method that names keys of a cache which {@code find(long)} reads by {@code product:{p0}}. */
class KeyHintsTest {
  private static final AtomicInteger CACHES = new AtomicInteger();
  private static final String TO_STRING = "(J)Ljava/lang/String;";

  private final String cache = "hinted" + CACHES.incrementAndGet(); // each is warned of once
  private final WovenMethods application = new WovenMethods();
  private final LogLines log = new LogLines();

  @AfterEach
  void close() {
    log.close();
  }

  private CachedAttributes reading(String key) {
    return Attributes.cached(cache, key, List.of(), "", List.of(), "", List.of());
  }

  private void find() throws Throwable {
    application.cached("find", TO_STRING, reading("product:{p0}")).call("old", 1L);
  }

  private void invalidate(String descriptor, String key, Object argument) throws Throwable {
    Woven change =
        application.changing(
            "change",
            descriptor,
            List.of(
                new InvalidateAttributes(
                    cache, key, List.of(), "", false, "", /* expire= */ false)),
            List.of());
    change.call("changed", argument);
  }

  private List<String> lines() {
    return log.about("cache " + cache + ":");
  }

  @Nested
  class AKeyThatNobodyMakes {
    @Test
    void is_told_with_its_template_and_never_its_value() throws Throwable {
      find();

      invalidate(TO_STRING, "prodct:{p0}", 4711L);

      assertEquals(
          List.of(
              "[multilayercache] cache %s: %s.change(long) names the key \"prodct:{p0}\", and no method of that cache seen so far makes such a key. They have \"product:{p0}\". Check both."
                  .formatted(cache, Repo.class.getName())),
          lines());
    }

    @Test
    void is_told_once_a_minute() throws Throwable {
      find();

      invalidate(TO_STRING, "prodct:{p0}", 1L);
      invalidate(TO_STRING, "prodct:{p0}", 2L);

      assertEquals(1, lines().size());
    }

    @Test
    void is_told_of_an_update_too() throws Throwable {
      find();

      application
          .changing(
              "save",
              TO_STRING,
              List.of(),
              List.of(new UpdateAttributes(cache, "prodct:{p0}", List.of(), "")))
          .call("new", 1L);

      assertEquals(1, lines().size());
    }
  }

  @Nested
  class NothingIsToldOf {
    @Test
    void a_key_that_the_method_makes() throws Throwable {
      find();

      invalidate(TO_STRING, "product:{p0}", 1L);

      assertEquals(List.of(), lines());
    }

    @Test
    void a_key_through_an_open_type() throws Throwable {
      find();

      invalidate("(Ljava/lang/Object;)Ljava/lang/String;", "product:{p0}", 1L);

      assertEquals(List.of(), lines());
    }

    @Test
    void a_cache_that_nobody_reads_here() throws Throwable {
      invalidate(TO_STRING, "anything:{p0}", 1L);

      assertEquals(List.of(), lines());
    }

    @Test
    void a_key_of_a_woven_method_that_was_not_called_yet() throws Throwable {
      find();
      application.register("findAll", TO_STRING, reading("all:{p0}"), List.of(), List.of());

      invalidate(TO_STRING, "all:{p0}", 1L);

      assertEquals(List.of(), lines());
    }

    @Test
    void a_cache_that_is_used_by_texts_through_the_api() throws Throwable {
      find();
      application.api.apply(
          "v1.put",
          new Object[] {
            Repo.class, cache, "any", Duration.ofMinutes(1), Map.of(), List.of(), "value"
          });

      invalidate(TO_STRING, "other:{p0}", 1L);

      assertEquals(List.of(), lines());
    }

    @Test
    void a_cache_that_the_api_used_before_its_methods() throws Throwable {
      application.api.apply(
          "v1.put",
          new Object[] {
            Repo.class, cache, "any", Duration.ofMinutes(1), Map.of(), List.of(), "value"
          });
      find();

      invalidate(TO_STRING, "other:{p0}", 1L);

      assertEquals(List.of(), lines());
    }
  }
}
