package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.call.PlayedMethod.Product;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.Background;
import dev.multilayercache.agent.testing.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ConditionsTest {
  private static final Product BOOK = new Product("book", 5);
  private static final Product OTHER = new Product("other", 50);

  private PlayedMethod method = new PlayedMethod();

  /** An argument that cannot be looked at. */
  static final class Broken {
    String getName() {
      throw new IllegalStateException("secret");
    }
  }

  private void given(String attribute, String value) throws Throwable {
    method.annotated(new Attributes().with(attribute, value));
  }

  private Object call(long id, Product body) throws Throwable {
    return method.call(id, "x", () -> body);
  }

  @Nested
  class ACallForWhichTheConditionIsTrue {
    @Test
    void is_cached() throws Throwable {
      given("condition", "id > 0 and name == 'x'");
      call(1, BOOK);

      assertSame(BOOK, call(1, OTHER));
      assertEquals(0, method.statistics().bypasses());
    }
  }

  @Nested
  class ACallForWhichTheConditionIsFalse {
    @Test
    void is_left_alone() throws Throwable {
      given("condition", "id > 0");

      assertNull(method.token(-1, "x"));
    }

    @Test
    void does_not_read_what_another_call_has_stored_under_the_key() throws Throwable {
      given("condition", "name == 'x'");
      call(1, BOOK);

      assertSame(OTHER, method.call(1, "y", () -> OTHER));
      assertSame(BOOK, call(1, OTHER));
    }

    @Test
    void counts_as_a_bypass_and_no_read() throws Throwable {
      given("condition", "id > 0");
      call(-1, BOOK);

      assertEquals(1, method.statistics().bypasses());
      assertEquals(0, method.statistics().misses() + method.statistics().loads());
    }
  }

  @Nested
  class AConditionThatFails {
    @Test
    void leaves_the_call_alone_with_one_line_that_names_no_value() throws Throwable {
      method = new PlayedMethod("findWithABrokenCondition");
      given("condition", "name.name == 'x'");
      try (LogLines lines = new LogLines()) {
        method.call(1, new Broken(), () -> BOOK);
        assertSame(OTHER, method.call(1, new Broken(), () -> OTHER));

        List<String> said = lines.about("condition");
        assertEquals(1, said.size(), said::toString);
        assertTrue(
            said.get(0)
                .endsWith(
                    "findWithABrokenCondition(long,java.lang.Object): condition \"name.name == 'x'\" column 1:"
                        + " {name.name}: reading name threw java.lang.IllegalStateException."
                        + " The call ran uncached."),
            said::toString);
      }
    }

    @Test
    void does_not_switch_the_method_off() throws Throwable {
      given("condition", "name.name == 'x'");
      for (int i = 0; i < 10; i++) {
        method.call(1, new Broken(), () -> BOOK);
      }

      assertEquals(List.of(), method.refusals.all());
    }
  }

  @Nested
  class AResultOfWhichUnlessIsTrue {
    @Test
    void is_returned_and_not_stored() throws Throwable {
      given("unless", "result == null or result.price > 10");

      assertSame(OTHER, call(1, OTHER));
      assertSame(BOOK, call(1, BOOK));
      assertSame(BOOK, call(1, OTHER));
    }

    @Test
    void counts_as_a_load_and_a_refused_store() throws Throwable {
      given("unless", "result == null");
      call(1, null);

      assertEquals(1, method.statistics().loads());
      assertEquals(1, method.statistics().refusedStores());
      assertEquals(0, method.cache().entries());
    }

    @Test
    void is_not_shared_with_a_caller_who_waits_for_it() throws Throwable {
      given("unless", "result.price > 10");
      Object leader = method.token(1, "x");
      Background.Call<Object> follower =
          Background.run(
              () -> {
                try {
                  return method.call(1, "x", () -> BOOK);
                } catch (Throwable e) {
                  throw new AssertionError(e);
                }
              });
      follower.untilItWaits();
      end(leader, OTHER);

      assertSame(BOOK, follower.result());
    }

    @Test
    void may_depend_on_the_arguments_too() throws Throwable {
      given("unless", "result.price > id");

      assertSame(BOOK, call(4, BOOK));
      assertSame(OTHER, call(4, OTHER));
      assertSame(BOOK, call(5, BOOK));
      assertSame(BOOK, call(5, OTHER));
    }
  }

  @Nested
  class AnUnlessThatFails {
    @Test
    void stores_nothing_and_says_so_once() throws Throwable {
      given("unless", "name.name == result.name");
      try (LogLines lines = new LogLines()) {
        assertSame(BOOK, method.call(1, new Broken(), () -> BOOK));
        assertSame(OTHER, method.call(1, new Broken(), () -> OTHER));

        List<String> said = lines.about("unless");
        assertEquals(1, said.size(), said::toString);
        assertTrue(said.get(0).endsWith("The result was not stored."), said::toString);
      }
    }
  }

  @Nested
  class AResultThatWasCheap {
    @Test
    void is_not_stored() throws Throwable {
      given("minCost", "5ms");

      method.call(1, "x", taking(Duration.ofNanos(4_999_999), BOOK));
      assertEquals(0, method.cache().entries());
      assertEquals(1, method.statistics().refusedStores());

      method.call(1, "x", taking(Duration.ofMillis(5), OTHER));
      assertSame(OTHER, call(1, BOOK));
    }

    private PlayedMethod.Body taking(Duration time, Product result) {
      return () -> {
        method.clock.advance(time);
        return result;
      };
    }
  }

  @Nested
  class AMistake {
    @ParameterizedTest
    @CsvSource(
        delimiter = '~',
        quoteCharacter = '`',
        value = {
          "condition ~ id > ~ condition \"id >\" column 5: a value is missing. Write for example id > 0.",
          "condition ~ ide > 0 ~ condition \"ide > 0\" column 1: {ide}: the method has no parameter \"ide\". Did you mean id?",
          "condition ~ id == 'x' ~ condition \"id == 'x'\" column 4: id is of type long and 'x' is a text: they are never equal. Compare values of one kind.",
          "condition ~ result != null ~ condition \"result != null\" column 1: {result}: there is no result yet. Use parameters only; one named \"result\" by its index.",
          "unless ~ result = null ~ unless \"result = null\" column 8: \"=\" alone says nothing. Write ==.",
        })
    void refuses_the_method_before_it_is_woven(String attribute, String text, String reason) {
      assertEquals(reason, PlayedMethod.refusal(new Attributes().with(attribute, text)));
    }

    @Test
    void in_a_property_refuses_it_with_its_first_call() throws Throwable {
      given("unless", "result.prize > 10");

      assertNull(method.token(1, "x"));
      assertEquals(
          "unless \"result.prize > 10\" column 1: {result.prize}: "
              + Product.class.getName()
              + " has no property \"prize\". Did you mean price?",
          method.refusals.all().get(0).reason());
    }
  }

  @SuppressWarnings("unchecked")
  private static void end(Object token, Object result) {
    assertInstanceOf(BiConsumer.class, token);
    ((BiConsumer<Object, Throwable>) token).accept(result, null);
  }
}
