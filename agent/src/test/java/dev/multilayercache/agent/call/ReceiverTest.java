package dev.multilayercache.agent.call;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.call.LinkedMethods.Linked;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.LogLines;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the object that a method is called on has to do with the key. */
class ReceiverTest {
  private static final String FIND = "(J)Ljava/lang/String;";

  private final LinkedMethods methods = new LinkedMethods();

  /** An object with a value. */
  record Shop(String region) {
    static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }
  }

  /** An object without one, as most are. */
  static class Repo {
    final Object state;

    Repo(Object state) {
      this.state = state;
    }

    static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }
  }

  private static Attributes receiver(String policy) {
    return new Attributes()
        .with("cache", "products")
        .with("key", "product:{0}")
        .with("receiver", policy);
  }

  private Linked find(MethodHandles.Lookup owner, String policy) throws Throwable {
    return methods.link(owner, "find" + UUID.randomUUID(), FIND, receiver(policy));
  }

  @Nested
  class ThatCountsByItsValue {
    @Test
    void shares_entries_with_an_equal_one() throws Throwable {
      Linked find = find(Shop.lookup(), "EQUALS");
      find.call("north", new Shop("north"), 1L);

      assertEquals("north", find.call("new", new Shop("north"), 1L));
    }

    @Test
    void does_not_with_another_one() throws Throwable {
      Linked find = find(Shop.lookup(), "EQUALS");
      find.call("north", new Shop("north"), 1L);

      assertEquals("south", find.call("south", new Shop("south"), 1L));
    }

    @Test
    void stands_in_front_of_the_key() throws Throwable {
      find(Shop.lookup(), "EQUALS").call("north", new Shop("a:b"), 1L);

      assertTrue(
          methods.cache().contains("\\@" + Shop.class.getName() + "(a\\:b):product:1"),
          "not found");
    }

    @Test
    void is_forgotten_with_all_others_by_a_pattern() throws Throwable {
      Linked find = find(Shop.lookup(), "EQUALS");
      find.call("north", new Shop("north"), 1L);

      methods.caches.invalidate(
          new Invalidation.ByPattern("products", KeyPattern.parse("*:product:1")));

      assertEquals("new", find.call("new", new Shop("north"), 1L));
    }

    @Test
    void is_not_forgotten_by_the_key_alone_and_a_line_says_so() throws Throwable {
      Attributes shops = receiver("EQUALS").with("cache", "shops");
      methods.link(Shop.lookup(), "find", FIND, shops).call("north", new Shop("north"), 1L);
      try (LogLines log = new LogLines()) {
        methods.caches.invalidate(new Invalidation.ByKey("shops", "product:1"));

        assertEquals(1, log.about("an invalidation by key forgot nothing").size());
      }
    }

    @Test
    void without_a_canonical_form_leaves_its_calls_alone() throws Throwable {
      Linked find = find(Repo.lookup(), "EQUALS");

      assertTrue(find.leavesAlone(new Repo("north"), 1L));
      assertTrue(
          methods.reasons().get(0).contains(Repo.class.getName() + " has no canonical form. Make"),
          methods.reasons()::toString);
    }
  }

  @Nested
  class ThatCountsAsItself {
    @Test
    void finds_its_own_entries_again() throws Throwable {
      Linked find = find(Repo.lookup(), "IDENTITY");
      Repo repo = new Repo("north");
      find.call("one", repo, 1L);

      assertEquals("one", find.call("new", repo, 1L));
    }

    @Test
    void shares_none_with_an_equal_one() throws Throwable {
      Linked find = find(Shop.lookup(), "IDENTITY");
      find.call("one", new Shop("north"), 1L);

      assertEquals("new", find.call("new", new Shop("north"), 1L));
    }

    @Test
    void is_not_kept_alive_and_takes_its_entries_with_it() throws Throwable {
      Linked find = find(Repo.lookup(), "IDENTITY");
      Repo repo = new Repo("north");
      WeakReference<Repo> gone = new WeakReference<>(repo);
      Repo stays = new Repo("south");
      find.call("one", repo, 1L);
      find.call("other", stays, 1L);
      assertEquals(2, methods.cache().entries());

      repo = null;

      await()
          .untilAsserted(
              () -> {
                System.gc();
                assertTrue(gone.refersTo(null));
                assertEquals(1, methods.cache().entries());
              });
      assertEquals("other", find.call("new", stays, 1L));
    }

    @Test
    void has_entries_for_arguments_that_are_no_scalars() throws Throwable {
      Linked find =
          methods.link(
              Repo.lookup(), "find", "(Ljava/util/List;)Ljava/lang/String;", receiver("IDENTITY"));
      Repo repo = new Repo("north");
      find.call("one", repo, List.of(1));

      assertEquals("one", find.call("new", repo, List.of(1)));
      assertEquals("two", find.call("two", repo, List.of(2)));
    }

    @Test
    void has_an_entry_where_there_are_no_arguments() throws Throwable {
      Linked find =
          methods.link(
              Repo.lookup(),
              "all",
              "()Ljava/lang/String;",
              new Attributes().with("receiver", "IDENTITY"));
      Repo repo = new Repo("north");
      find.call("one", repo);

      assertEquals("one", find.call("new", repo));
      assertEquals("two", find.call("two", new Repo("north")));
    }

    @Test
    void is_forgotten_by_a_pattern() throws Throwable {
      Linked find = find(Repo.lookup(), "IDENTITY");
      Repo repo = new Repo("north");
      find.call("one", repo, 1L);

      methods.caches.invalidate(
          new Invalidation.ByPattern("products", KeyPattern.parse("*:product:1")));

      assertEquals("new", find.call("new", repo, 1L));
    }
  }

  @Nested
  class OfWhichNobodySaysAnything {
    private static final String WARNING = "share its entries";

    /** The lines about the receiver when two of its class miss, each held to the end. */
    private List<String> linesAbout(Object one, Object other) throws Throwable {
      return linesAbout("", one, other);
    }

    private List<String> linesAbout(String policy, Object one, Object other) throws Throwable {
      try (LogLines log = new LogLines()) {
        Linked find = find(Repo.lookup(), policy);
        find.call("one", one, 1L);
        find.call("two", other, 2L);
        find.call("three", one, 3L);
        find.call("four", other, 4L);
        return log.about(WARNING);
      }
    }

    @Test
    void is_warned_of_once_if_another_one_differs() throws Throwable {
      List<String> lines = linesAbout(new Repo("north"), new Repo("south"));

      assertEquals(1, lines.size(), lines::toString);
      assertTrue(
          lines.get(0).contains("objects of " + Repo.class.getName() + " that differ in state"),
          lines.get(0));
    }

    @Test
    void shares_entries_all_the_same() throws Throwable {
      Linked find = find(Repo.lookup(), "");
      find.call("one", new Repo("north"), 1L);

      assertEquals("one", find.call("two", new Repo("south"), 1L));
    }

    @Test
    void is_not_warned_of_if_it_is_the_only_one() throws Throwable {
      Repo repo = new Repo("north");

      assertEquals(List.of(), linesAbout(repo, repo));
    }

    @Test
    void is_not_warned_of_if_another_one_is_alike() throws Throwable {
      assertEquals(
          List.of(), linesAbout(new Repo(new ArrayList<>(List.of(1))), new Repo(List.of(1))));
    }

    @Test
    void is_not_warned_of_if_somebody_wrote_that_it_does_not_matter() throws Throwable {
      assertEquals(List.of(), linesAbout("IGNORE", new Repo("north"), new Repo("south")));
    }

    @Test
    void is_not_warned_of_for_a_lock_a_counter_or_a_memory_of_its_own() throws Throwable {
      assertEquals(List.of(), linesAbout(new Repo(new ReentrantLock()), new Repo(new Object())));
      assertEquals(
          List.of(), linesAbout(new Repo(new AtomicInteger(1)), new Repo(new AtomicInteger(2))));
      ConcurrentHashMap<String, String> memory = new ConcurrentHashMap<>();
      memory.put("seen", "much");
      assertEquals(List.of(), linesAbout(new Repo(memory), new Repo(new ConcurrentHashMap<>())));
    }

    @Test
    void is_warned_of_if_it_works_with_another_object_of_the_application() throws Throwable {
      assertEquals(1, linesAbout(new Repo(new Repo("a")), new Repo(new Repo("a"))).size());
    }

    @Test
    void is_not_kept_alive() throws Throwable {
      Linked find = find(Repo.lookup(), "");
      Repo repo = new Repo("north");
      WeakReference<Repo> gone = new WeakReference<>(repo);
      find.call("one", repo, 1L);

      repo = null;

      await()
          .untilAsserted(
              () -> {
                System.gc();
                assertTrue(gone.refersTo(null));
              });
      assertEquals("one", find.call("new", new Repo("north"), 1L));
    }
  }

  @Test
  void a_static_method_has_none() throws Throwable {
    Linked find =
        methods.link(
            Repo.lookup(),
            "find",
            FIND,
            /* isStatic= */ true,
            new Attributes().with("key", "product:{0}"));
    find.call("one", 1L);

    assertEquals("one", find.call("two", 1L));
  }

  @Test
  void methods_that_mean_different_things_by_it_do_not_share_a_cache() throws Throwable {
    find(Shop.lookup(), "EQUALS").call("one", new Shop("north"), 1L);

    assertTrue(find(Shop.lookup(), "IDENTITY").leavesAlone(new Shop("north"), 1L));
    assertTrue(
        methods
            .reasons()
            .get(0)
            .contains("with receiver EQUALS in its keys, this one with IDENTITY"),
        methods.reasons()::toString);
  }
}
