package dev.multilayercache.surroundings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.JmxConsole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Spring Boot application in its executable jar, called over HTTP. */
class SpringBootIT {
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private static RunningShop shop;
  private static RunningShop withoutAgent;

  @BeforeAll
  static void start_it_with_the_agent_and_without() {
    shop = RunningShop.start(ForkedJvm.java().agent(null));
    withoutAgent = RunningShop.start(ForkedJvm.java());
  }

  @AfterAll
  static void stop() {
    shop.close();
    withoutAgent.close();
  }

  @Test
  void a_cached_method_runs_its_body_once() {
    List<String> answers = List.of(shop.get("/find/1"), shop.get("/find/1"), shop.get("/find/1"));

    String product = "{\"id\":1,\"name\":\"product 1\"}";
    assertEquals(List.of(product, product, product), answers);
    assertEquals(1, shop.bodies("find", 1));
  }

  @Test
  void a_bean_that_calls_itself_is_cached() {
    assertEquals("product 2", shop.get("/title/2"));
    assertEquals("product 2", shop.get("/title/2"));

    assertEquals(1, shop.bodies("find", 2));
  }

  @Test
  void a_private_method_is_cached() {
    assertEquals("Gut und billig!", shop.get("/greeting/de"));
    assertEquals("Gut und billig!", shop.get("/greeting/de"));

    assertEquals(1, shop.bodies("slogan", "de"));
  }

  @Test
  void a_final_method_is_cached() {
    assertEquals("30", shop.get("/stock/3"));
    assertEquals("30", shop.get("/stock/3"));

    assertEquals(1, shop.bodies("stock", 3));
  }

  @Test
  void a_bean_behind_a_generated_proxy_is_cached_by_its_interface_in_the_nested_jar() {
    assertEquals("pear costs 1 euro", shop.get("/quote/pear"));
    assertEquals("pear costs 1 euro", shop.get("/quote-later/pear"));

    assertEquals(1, shop.bodies("quote", "pear"));
  }

  @Test
  void an_invalidating_method_makes_the_next_call_load_again() {
    shop.get("/find/4");
    shop.get("/find/5");

    shop.post("/changed/4");
    shop.get("/find/4");
    shop.get("/find/5");

    assertEquals(2, shop.bodies("find", 4));
    assertEquals(1, shop.bodies("find", 5));
  }

  @Test
  void a_change_in_a_transaction_makes_the_next_call_load_again_once_it_is_committed() {
    shop.get("/left/10");

    shop.post("/sold/10/false");
    shop.get("/left/10");
    assertEquals(1, shop.bodies("left", 10), "rolled back");

    shop.post("/sold/10/true");
    shop.get("/left/10");
    assertEquals(2, shop.bodies("left", 10), "committed");
  }

  @Test
  void a_result_that_is_still_to_come_is_cached_and_a_request_waits_for_it() {
    assertEquals("30", shop.get("/left-elsewhere/11"));
    assertEquals("30", shop.get("/left-elsewhere/11"));

    assertEquals(1, shop.bodies("leftElsewhere", 11));
  }

  @Test
  void it_is_seen_and_invalidated_in_JConsole() {
    JmxConsole console = JmxConsole.of(shop.jvm());
    shop.get("/find/6");

    console.cache("products", "invalidate", "product:6");
    shop.get("/find/6");

    assertEquals(2, shop.bodies("find", 6));
    assertTrue((Long) console.attribute(JmxConsole.cacheName("products"), "Loads") >= 2);
  }

  @Test
  void without_the_agent_it_works_and_each_call_runs_the_body() {
    assertEquals("product 7", withoutAgent.get("/title/7"));
    assertEquals("product 7", withoutAgent.get("/title/7"));

    assertEquals(2, withoutAgent.bodies("find", 7));
  }

  @Test
  void it_logs_the_same_lines_as_without_the_agent() {
    assertEquals(logged(withoutAgent), logged(shop));
    assertTrue(
        logged(shop).stream().anyMatch(line -> line.contains(" : the catalog is open")),
        "java.util.logging reaches the application's own log: " + logged(shop));
  }

  @Test
  void its_stderr_has_lines_of_the_agent_only() {
    List<String> others =
        shop.jvm().errors().stream()
            .filter(line -> !line.startsWith("[multilayercache] "))
            .toList();

    assertEquals(withoutAgent.jvm().errors(), others);
  }

  @Test
  void no_method_is_refused() {
    assertEquals(
        List.of(),
        List.of(
            (String[])
                JmxConsole.of(shop.jvm()).attribute(JmxConsole.agentName(), "RefusedMethods")));
  }

  /** What it said while it started; numbers and what follows from their width left out. */
  private static List<String> logged(RunningShop shop) {
    List<String> output = shop.jvm().output();
    return output.stream()
        .takeWhile(line -> !line.contains("Started BootApp"))
        .map(line -> line.replaceAll("\\d+", "#").replaceAll("\\s+", " "))
        .toList();
  }

  @Nested
  class WithMethodsNamedInTheFile {
    @TempDir private Path directory;

    @Test
    void a_class_that_knows_nothing_of_caching_is_cached() throws Exception {
      Path file = directory.resolve("agent.yaml");
      Files.writeString(
          file,
          """
          methods:
            - method: "dev.multilayercache.surroundings.boot.Reviews#of(long,java.lang.String)"
              cache: reviews
              key: "review:{id}"
          """);
      try (RunningShop named = RunningShop.start(ForkedJvm.java().agent(file))) {
        assertEquals("[\"en review of product 8\"]", named.get("/reviews/8/en"));
        assertEquals("[\"en review of product 8\"]", named.get("/reviews/8/de"));

        assertEquals(1, named.bodies("reviews", 8));
      }
    }
  }

  @Test
  void a_request_to_terminate_ends_it_within_a_second() {
    // On a busy machine a JVM may not be given a second's work within a second: one of five does.
    Duration fastest = Duration.ofDays(1);
    for (int attempt = 0; attempt < 5 && fastest.compareTo(A_SECOND) >= 0; attempt++) {
      Duration took = timeToTerminate();
      fastest = took.compareTo(fastest) < 0 ? took : fastest;
    }

    assertTrue(fastest.compareTo(A_SECOND) < 0, "the fastest of five took " + fastest);
  }

  /** From the signal to the end, after a request was served. */
  private static Duration timeToTerminate() {
    try (RunningShop ending = RunningShop.start(ForkedJvm.java().agent(null))) {
      ending.get("/find/9");
      long start = System.nanoTime();
      ending.jvm().terminate();
      int status = ending.jvm().waitFor(Duration.ofSeconds(30));
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertEquals(/* 128 + SIGTERM */ 143, status);
      return took;
    }
  }
}
