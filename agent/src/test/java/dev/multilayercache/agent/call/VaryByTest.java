package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.call.LinkedMethods.Linked;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.LogLines;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A method whose result depends on its surroundings. MDC is in the test of the packaged jar. */
class VaryByTest {
  private static final String TENANT = Tenant.class.getName() + "#current()";
  private static final String PROPERTY = "dev.multilayercache.VaryByTest.region";
  private static final String FIND = "(J)Ljava/lang/String;";

  private final LinkedMethods methods = new LinkedMethods();

  static final class Repo {
    static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }
  }

  /** What the application knows of the call. */
  static final class Tenant {
    static Object current;

    private Tenant() {}

    private static Object current() {
      if (current instanceof RuntimeException e) {
        throw e;
      }
      return current;
    }

    static void nothing() {}

    Object notStatic() {
      return "";
    }
  }

  @AfterEach
  void forget_what_is_around() {
    Tenant.current = null;
    System.clearProperty(PROPERTY);
  }

  private Linked find(String key, String... varyBy) throws Throwable {
    return methods.link(
        Repo.lookup(),
        "find" + UUID.randomUUID(), // lines of one method come once a minute
        FIND,
        new Attributes()
            .with("cache", "products")
            .with("key", key)
            .with("varyBy", List.of(varyBy)));
  }

  private boolean holds(String key) {
    return methods.cache().contains(key);
  }

  @Nested
  class AStaticMethod {
    @Test
    void keeps_the_results_of_its_values_apart() throws Throwable {
      Linked find = find("product:{0}", TENANT);
      Tenant.current = "acme";
      find.call("of acme", "repo", 1L);
      Tenant.current = "other";

      assertEquals("of other", find.call("of other", "repo", 1L));
      Tenant.current = "acme";
      assertEquals("of acme", find.call("new", "repo", 1L));
    }

    @Test
    void stands_behind_the_key() throws Throwable {
      Tenant.current = "acme";
      find("product:{0}", TENANT).call("one", "repo", 1L);

      assertTrue(holds("product:1|acme"));
    }

    @Test
    void stands_behind_a_default_key_too() throws Throwable {
      Tenant.current = Locale.GERMANY.getCountry();
      find("", TENANT).call("one", "repo", 1L);

      assertTrue(holds("1|DE"));
    }

    @Test
    void may_return_another_value_than_a_text() throws Throwable {
      Tenant.current = 42;
      find("product:{0}", TENANT).call("one", "repo", 1L);

      assertTrue(holds("product:1|42"));
    }

    @Test
    void is_not_asked_for_a_call_of_a_method_without_it() throws Throwable {
      Tenant.current = new IllegalStateException("nobody may ask");

      assertFalse(find("product:{0}").leavesAlone("repo", 1L));
    }
  }

  @Nested
  class ASystemProperty {
    @Test
    void is_read_at_each_call() throws Throwable {
      Linked find = find("product:{0}", "sys:" + PROPERTY);
      System.setProperty(PROPERTY, "eu");
      find.call("in eu", "repo", 1L);
      System.setProperty(PROPERTY, "us");

      assertEquals("in us", find.call("in us", "repo", 1L));
    }

    @Test
    void that_is_not_set_leaves_the_call_alone() throws Throwable {
      assertTrue(find("product:{0}", "sys:" + PROPERTY).leavesAlone("repo", 1L));
    }

    @Test
    void that_is_empty_is_a_value() throws Throwable {
      System.setProperty(PROPERTY, "");
      find("product:{0}", "sys:" + PROPERTY).call("one", "repo", 1L);

      assertTrue(holds("product:1|"));
    }
  }

  @Nested
  class SeveralDimensions {
    @ParameterizedTest
    @CsvSource({"a|b, c, a, b|c", "a\\, b, a, \\b", "a\\|b, c, a\\, b|c"})
    void with_the_separator_in_them_are_told_apart(
        String tenant, String region, String otherTenant, String otherRegion) throws Throwable {
      Linked find = find("product:{0}", TENANT, "sys:" + PROPERTY);
      Tenant.current = tenant;
      System.setProperty(PROPERTY, region);
      find.call("one", "repo", 1L);
      Tenant.current = otherTenant;
      System.setProperty(PROPERTY, otherRegion);

      assertEquals("two", find.call("two", "repo", 1L));
    }

    @Test
    void stand_in_the_order_in_which_they_are_written() throws Throwable {
      Tenant.current = "acme";
      System.setProperty(PROPERTY, "eu");
      find("product:{0}", TENANT, "sys:" + PROPERTY).call("one", "repo", 1L);

      assertTrue(holds("product:1|acme|eu"));
    }

    @Test
    void stand_behind_what_a_key_function_gives() throws Throwable {
      Tenant.current = "acme";
      methods
          .link(
              Repo.lookup(),
              "find",
              FIND,
              new Attributes()
                  .with("cache", "products")
                  .with("keyFunction", KeyFunctionTest.Echo.class.getName())
                  .with("varyBy", List.of(TENANT)))
          .call("one", "repo", 7L);

      assertTrue(holds("7|acme"));
    }
  }

  @Nested
  class AValueThatCannotBeTold {
    @Test
    void because_it_is_null_leaves_the_call_alone() throws Throwable {
      assertTrue(find("product:{0}", TENANT).leavesAlone("repo", 1L));
    }

    @Test
    void because_the_method_throws_leaves_the_call_alone() throws Throwable {
      Tenant.current = new IllegalStateException("secret");

      assertTrue(find("product:{0}", TENANT).leavesAlone("repo", 1L));
    }

    @Test
    void because_it_has_no_canonical_form_leaves_the_call_alone() throws Throwable {
      Tenant.current = new Object();

      assertTrue(find("product:{0}", TENANT).leavesAlone("repo", 1L));
    }

    @Test
    void is_told_in_one_line_a_minute() throws Throwable {
      try (LogLines log = new LogLines()) {
        Linked find = find("product:{0}", TENANT);
        find.leavesAlone("repo", 1L);
        find.leavesAlone("repo", 2L);

        List<String> lines = log.about("some calls are not cached");
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.get(0).contains("varyBy " + TENANT + " has no value"), lines.get(0));
      }
    }

    @Test
    void is_forgotten_when_there_is_one_again() throws Throwable {
      Linked find = find("product:{0}", TENANT);
      for (int i = 0; i < 5; i++) {
        find.leavesAlone("repo", 1L);
      }
      Tenant.current = "acme";
      find.call("one", "repo", 1L);

      assertEquals("one", find.call("two", "repo", 1L));
    }
  }

  @Nested
  class AnInvalidation {
    private Linked find;

    private void holdTwoTenants() throws Throwable {
      find = find("product:{0}", TENANT);
      for (String tenant : List.of("acme", "other")) {
        Tenant.current = tenant;
        find.call("of " + tenant, "repo", 1L);
      }
    }

    @Test
    void by_a_pattern_reaches_all_values() throws Throwable {
      holdTwoTenants();

      methods.caches.invalidate(
          new Invalidation.ByPattern("products", KeyPattern.parse("product:1|*")));

      assertFalse(holds("product:1|acme") || holds("product:1|other"));
    }

    @Test
    void by_a_pattern_reaches_all_of_one_value() throws Throwable {
      holdTwoTenants();

      methods.caches.invalidate(new Invalidation.ByPattern("products", KeyPattern.parse("*|acme")));

      assertTrue(!holds("product:1|acme") && holds("product:1|other"));
    }

    @Test
    void by_the_whole_key_reaches_that_one() throws Throwable {
      holdTwoTenants();

      methods.caches.invalidateKey("products", "product:1|acme");

      assertEquals("new", call("acme", "new"));
      assertEquals("of other", call("other", "new"));
    }

    private Object call(String tenant, String body) {
      Tenant.current = tenant;
      return find.call(body, "repo", 1L);
    }

    @Test
    void by_a_key_without_the_value_says_that_it_forgot_nothing() throws Throwable {
      holdTwoTenants();
      try (LogLines log = new LogLines()) {
        methods.caches.invalidateKey("products", "product:1");

        assertEquals(1, log.about("an invalidation by key forgot nothing").size());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Absent#current(), which the loader of",
    "dev.multilayercache.agent.call.VaryByTest$Tenant#absent(), no such static method",
    "dev.multilayercache.agent.call.VaryByTest$Tenant#nothing(), no such static method",
    "dev.multilayercache.agent.call.VaryByTest$Tenant#notStatic(), no such static method",
  })
  void what_is_not_there_refuses_the_method(String dimension, String reason) throws Throwable {
    Linked find = find("product:{0}", dimension);

    assertTrue(find.leavesAlone("repo", 1L));
    assertTrue(methods.reasons().get(0).contains(reason), methods.reasons()::toString);
  }

  @Test
  void a_method_that_varies_does_not_share_with_one_that_does_not() throws Throwable {
    Tenant.current = "acme";
    find("product:{0}", TENANT).call("one", "repo", 1L);

    assertTrue(find("product:{0}").leavesAlone("repo", 1L));
    assertTrue(
        methods
            .reasons()
            .get(0)
            .contains("with varyBy [" + TENANT + "] in its keys, this one with []"),
        methods.reasons()::toString);
  }
}
