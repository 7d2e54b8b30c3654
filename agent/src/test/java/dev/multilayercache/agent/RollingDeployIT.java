package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.CompiledSources;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.JmxConsole;
import dev.multilayercache.agent.testing.WatchedJvms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two versions of an application in one cluster with the packaged agent, while the second takes the
 * place of the first. Their values are encrypted, large ones compressed and too large ones refused.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollingDeployIT {
  private static final String APP =
      """
      package shop;

      import dev.multilayercache.MultiLayerCached;
      import java.util.Scanner;

      public class App {
        static boolean loaded;

        %s

        interface Offer extends java.io.Serializable {}

        @MultiLayerCached(cache = "items", key = "item:{id}", layers = "cluster")
        static Item item(int id) {
          loaded = true;
          return new Item(%s);
        }

        @MultiLayerCached(cache = "offers", key = "offer:{id}", layers = "cluster")
        static Offer offer(int id) {
          loaded = true;
          return new Reduced(%s);
        }

        @MultiLayerCached(cache = "texts", key = "text:{length}", layers = "cluster")
        static String text(int length) {
          loaded = true;
          return "x".repeat(length);
        }

        public static void main(String[] arguments) {
          Scanner in = new Scanner(System.in);
          while (in.hasNext()) {
            loaded = false;
            String what = in.next();
            int number = in.nextInt();
            Object result =
                switch (what) {
                  case "item" -> item(number);
                  case "offer" -> offer(number);
                  default -> text(number).length();
                };
            System.out.println(result + (loaded ? " loaded" : " cached"));
          }
        }
      }
      """;

  private static final String OLD =
      APP.formatted(
          """
          enum Colour { RED, GREEN }
          record Item(String name, int price, Colour colour) {}
          record Reduced(String name) implements Offer {}
          """,
          "\"tea \" + id, 3, Colour.RED",
          "\"offer \" + id");

  private static final String NEW =
      APP.formatted(
          """
          enum Colour { ROSE, GREEN }
          record Item(String title, long price, Colour colour) {}
          record Reduced(String name, int percent) implements Offer {}
          """,
          "\"tea \" + id, 3, Colour.ROSE",
          "\"offer \" + id, 20");

  private static final String OLD_ITEM = "Item[name=tea 1, price=3, colour=RED]";
  private static final String NEW_ITEM = "Item[title=tea 1, price=3, colour=ROSE]";
  private static final String OLD_OFFER = "Reduced[name=offer 1]";
  private static final String NEW_OFFER = "Reduced[name=offer 1, percent=20]";

  @TempDir static Path directory;

  private static Path configuration;
  private static Path newClasses;
  private static ForkedJvm old;
  private static ForkedJvm replaced;
  private static WatchedJvms both;

  @BeforeAll
  static void start_both_versions() throws Exception {
    configuration = ClusterFile.embedded(directory);
    Files.writeString(
        configuration,
        Files.readString(configuration)
                .replace(
                    "type: hazelcast, ",
                    "type: hazelcast, maximumValueSize: 16KiB, compressFrom: 1KiB, ")
            + "  encryptionKey: ${env:FIXTURE_KEY}\n");
    newClasses = compiled(NEW);
    both = WatchedJvms.joined(() -> start(compiled(OLD)), () -> start(newClasses));
    old = both.get(0);
    replaced = both.get(1);
  }

  private static Path compiled(String source) {
    return CompiledSources.compile(
        directory, Map.of("shop/App", source), ForkedJvm.annotationsJar());
  }

  private static ForkedJvm start(Path classes) {
    return ForkedJvm.java()
        .agent(configuration)
        .environment("FIXTURE_SECRET", "a secret")
        .environment("FIXTURE_KEY", Base64.getEncoder().encodeToString(new byte[32]))
        .classPath(classes, ForkedJvm.annotationsJar())
        .start("shop.App");
  }

  @AfterAll
  static void stop() {
    old.close();
    replaced.close();
  }

  @Test
  @Order(1)
  void what_the_old_version_wrote_is_loaded_by_the_new_one_and_then_each_has_its_own() {
    assertEquals(OLD_ITEM + " loaded", old.ask("item 1"));
    assertEquals(OLD_OFFER + " loaded", old.ask("offer 1"));

    assertEquals(NEW_ITEM + " loaded", replaced.ask("item 1"));
    assertEquals(NEW_OFFER + " loaded", replaced.ask("offer 1"));

    for (int i = 0; i < 5; i++) {
      assertEquals(OLD_ITEM + " cached", old.ask("item 1"));
      assertEquals(NEW_ITEM + " cached", replaced.ask("item 1"));
      assertEquals(OLD_OFFER + " cached", old.ask("offer 1"));
      assertEquals(NEW_OFFER + " cached", replaced.ask("offer 1"));
    }
  }

  @Test
  @Order(2)
  void an_invalidation_over_one_reaches_the_values_of_both() {
    JmxConsole.of(old).cache("items", "invalidate", "item:1");

    both.await(Duration.ofSeconds(10), () -> replaced.ask("item 1").endsWith("loaded"));
    assertEquals(OLD_ITEM + " loaded", old.ask("item 1"));
    assertEquals(NEW_ITEM + " cached", replaced.ask("item 1"));
  }

  @Test
  @Order(3)
  void what_did_not_change_is_shared() {
    assertEquals("9000 loaded", old.ask("text 9000"));
    assertEquals("9000 cached", replaced.ask("text 9000"));
  }

  @Test
  @Order(4)
  void a_value_that_is_too_large_is_loaded_each_time_and_told_once() {
    for (int i = 0; i < 3; i++) {
      assertEquals("20000 loaded", replaced.ask("text 20000"));
    }

    assertEquals(1, linesAbout(replaced, "maximumValueSize").size());
    String line = linesAbout(replaced, "maximumValueSize").get(0);
    assertTrue(line.contains("cache texts: a value takes 19.5KiB"), line);
  }

  @Test
  @Order(5)
  void the_next_node_of_the_new_version_finds_its_values_there() {
    old.close();
    both = WatchedJvms.of(replaced);
    both.awaitMembers(replaced, 1);
    try (ForkedJvm next = start(newClasses)) {
      WatchedJvms.of(replaced, next).awaitMembers(next, 2);

      assertEquals(NEW_ITEM + " cached", next.ask("item 1"));
      assertEquals(NEW_OFFER + " cached", next.ask("offer 1"));
      assertEquals(List.of(), linesAbout(next, "cannot read"));
    }
  }

  private static List<String> linesAbout(ForkedJvm jvm, String text) {
    return jvm.agentLines().stream().filter(line -> line.contains(text)).toList();
  }
}
