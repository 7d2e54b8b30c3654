package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.call.LinkedMethods.Linked;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.LogLines;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFunctionTest {
  private final LinkedMethods methods = new LinkedMethods();

  static class Repo {
    static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }
  }

  /** Says whether it was initialized, and how many there are. */
  static final class Made {
    static final AtomicInteger INITIALIZED = new AtomicInteger();
    static final AtomicInteger INSTANCES = new AtomicInteger();

    private Made() {}
  }

  static final class LowerCase implements Function<Object[], String> {
    static {
      Made.INITIALIZED.incrementAndGet();
    }

    private LowerCase() {
      Made.INSTANCES.incrementAndGet();
    }

    @Override
    public String apply(Object[] arguments) {
      return "name:" + ((String) arguments[0]).toLowerCase(Locale.ROOT);
    }
  }

  /** Gives what the argument says. */
  static final class Echo implements Function<Object[], Object> {
    @Override
    public Object apply(Object[] arguments) {
      if (arguments[0] instanceof RuntimeException e) {
        throw e;
      }
      return arguments[0];
    }
  }

  static final class NeedsMore implements Function<Object[], String> {
    NeedsMore(int more) {}

    @Override
    public String apply(Object[] arguments) {
      return "";
    }
  }

  static final class Failing implements Function<Object[], String> {
    Failing() {
      throw new IllegalStateException("secret");
    }

    @Override
    public String apply(Object[] arguments) {
      return "";
    }
  }

  interface NoClass extends Function<Object[], String> {}

  private Linked find(String descriptor, Class<?> function) throws Throwable {
    return find(descriptor, function.getName());
  }

  private Linked find(String descriptor, String function) throws Throwable {
    return methods.link(
        Repo.lookup(),
        "find" + UUID.randomUUID(), // lines of one method come once a minute
        descriptor,
        new Attributes().with("cache", "names").with("keyFunction", function));
  }

  @Nested
  class WhatItGives {
    @Test
    void is_the_whole_key() throws Throwable {
      find("(Ljava/lang/String;)Ljava/lang/String;", LowerCase.class).call("one", "repo", "Ann");

      assertTrue(methods.cache().contains("name:ann"));
    }

    @Test
    void makes_calls_one_that_have_it_in_common() throws Throwable {
      Linked find = find("(Ljava/lang/String;)Ljava/lang/String;", LowerCase.class);
      find.call("one", "repo", "Ann");

      assertEquals("one", find.call("two", "repo", "ANN"));
      assertEquals("two", find.call("two", "repo", "Bob"));
    }

    @Test
    void may_be_a_number_which_stands_as_its_text() throws Throwable {
      find("(J)Ljava/lang/String;", Echo.class).call("one", "repo", 7L);

      assertTrue(methods.cache().contains("7"));
    }

    @Test
    void may_be_a_list_which_counts_by_its_content() throws Throwable {
      Linked find = find("(Ljava/lang/Object;)Ljava/lang/String;", Echo.class);
      find.call("one", "repo", List.of("a", 1));

      assertEquals("one", find.call("two", "repo", List.of("a", 1)));
      assertTrue(methods.cache().contains("[String(a),Integer(1)]"));
    }

    @Test
    void is_a_key_like_any_other_to_the_api() throws Throwable {
      Linked find = find("(Ljava/lang/String;)Ljava/lang/String;", LowerCase.class);
      find.call("one", "repo", "Ann");

      methods.caches.invalidateKey("names", "name:ann");

      assertEquals("two", find.call("two", "repo", "Ann"));
    }
  }

  @Nested
  class TheFunction {
    @Test
    void is_made_once_for_a_method_and_not_before_its_first_call() throws Throwable {
      int before = Made.INSTANCES.get();
      Linked find = find("(Ljava/lang/String;)Ljava/lang/String;", LowerCase.class);
      find.call("one", "repo", "Ann");
      find.call("one", "repo", "Bob");

      assertEquals(before + 1, Made.INSTANCES.get());
      assertEquals(1, Made.INITIALIZED.get());
    }
  }

  @Nested
  class ACallForWhichItGivesNoKey {
    @Test
    void because_it_throws_is_left_alone() throws Throwable {
      Linked find = find("(Ljava/lang/Object;)Ljava/lang/String;", Echo.class);

      assertTrue(find.leavesAlone("repo", new IllegalStateException("secret")));
    }

    @Test
    void because_it_gives_null_is_left_alone() throws Throwable {
      Linked find = find("(Ljava/lang/Object;)Ljava/lang/String;", Echo.class);

      assertTrue(find.leavesAlone("repo", null));
    }

    @Test
    void because_that_has_no_canonical_form_is_left_alone() throws Throwable {
      Linked find = find("(Ljava/lang/Object;)Ljava/lang/String;", Echo.class);

      assertTrue(find.leavesAlone("repo", new StringBuilder("text")));
    }

    @Test
    void is_told_in_one_line_a_minute_without_the_message() throws Throwable {
      try (LogLines log = new LogLines()) {
        Linked find = find("(Ljava/lang/Object;)Ljava/lang/String;", Echo.class);
        find.leavesAlone("repo", new IllegalStateException("secret"));
        find.leavesAlone("repo", null);

        List<String> lines = log.about("some calls are not cached");
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(
            lines.get(0).contains("keyFunction " + Echo.class.getName() + " threw "), lines.get(0));
        assertEquals(List.of(), log.about("secret"));
      }
    }

    @Test
    void does_not_switch_the_method_off() throws Throwable {
      Linked find = find("(Ljava/lang/Object;)Ljava/lang/String;", Echo.class);
      for (int i = 0; i < 5; i++) {
        find.leavesAlone("repo", new IllegalStateException());
      }
      find.call("one", "repo", "a");

      assertEquals("one", find.call("two", "repo", "a"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Absent, which the loader of",
    "java.lang.String, is no class that implements java.util.function.Function",
    "dev.multilayercache.agent.call.KeyFunctionTest$NoClass, is no class that implements",
    "dev.multilayercache.agent.call.KeyFunctionTest$NeedsMore, has no constructor without",
    "dev.multilayercache.agent.call.KeyFunctionTest$Failing,"
        + " its constructor threw java.lang.IllegalStateException",
  })
  void that_cannot_be_made_refuses_the_method(String function, String reason) throws Throwable {
    Linked find = find("(J)Ljava/lang/String;", function);

    assertTrue(find.leavesAlone("repo", 1L));
    assertEquals(1, methods.reasons().size());
    assertTrue(methods.reasons().get(0).contains(reason), methods.reasons()::toString);
  }
}
