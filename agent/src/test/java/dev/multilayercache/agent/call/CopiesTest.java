package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.call.PlayedMethods.Played;
import dev.multilayercache.agent.config.CopyPolicy;
import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.plan.ResultPlan;
import dev.multilayercache.agent.testing.Attributes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CopiesTest {
  @SuppressWarnings("unused")
  interface Shop {
    List<String> names(Long id);

    Object anything(Long id);

    String name(Long id);

    CompletableFuture<List<String>> later(Long id);

    CompletableFuture<Thread> thread(Long id);

    CompletableFuture<Map<Moody, String>> moods(Long id);

    static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }
  }

  private static CachedAttributes copy(String policy) {
    return new Attributes()
        .with("cache", "names")
        .with("key", "names:{0}")
        .with("copy", policy)
        .cached();
  }

  private final PlayedMethods methods = new PlayedMethods(Shop.lookup());
  private final AtomicInteger bodies = new AtomicInteger();

  private <T> T call(Played method, T body) throws Exception {
    return method.call(
        1L,
        () -> {
          bodies.incrementAndGet();
          return body;
        });
  }

  @Nested
  class OfWhatCanChange {
    private final Played method = methods.method("names", copy("AUTO"));
    private final List<String> own = new ArrayList<>(List.of("a"));

    @Test
    void are_not_for_the_first_caller_who_keeps_his_own() throws Exception {
      assertSame(own, call(method, own));
    }

    @Test
    void do_not_see_what_the_first_caller_changes() throws Exception {
      call(method, own).add("changed");

      assertEquals(List.of("a"), call(method, null));
    }

    @Test
    void do_not_see_what_another_caller_changes() throws Exception {
      call(method, own);
      call(method, own).add("changed");

      assertEquals(List.of("a"), call(method, null));
      assertEquals(1, bodies.get());
    }

    @Test
    void count_as_hits() throws Exception {
      call(method, own);
      call(method, own);

      assertEquals(1, methods.statistics("names").hits());
    }
  }

  @Test
  void are_not_made_of_what_nobody_can_change() throws Exception {
    Played method = methods.method("names", copy("AUTO"));
    List<String> value = List.of("a");
    call(method, value);

    assertSame(value, call(method, null));
  }

  @Test
  void are_made_even_of_that_where_all_is_to_be_copied() throws Exception {
    Played method = methods.method("names", copy("ALWAYS"));
    List<String> value = List.of("a");
    call(method, value);

    assertNotSame(value, call(method, value));
    assertEquals(1, bodies.get());
  }

  @Test
  void are_not_made_where_nothing_is_said() throws Exception {
    Played method = methods.method("names", copy(""));
    List<String> value = new ArrayList<>();
    call(method, value);

    assertSame(value, call(method, null));
  }

  @Test
  void cannot_be_made_of_everything_and_that_is_said_and_not_kept() throws Exception {
    Played method = methods.method("anything", copy("AUTO"));
    Object value = new Thread("of the application");

    assertSame(value, call(method, value));
    assertSame(value, call(method, value));
    assertEquals(2, bodies.get());
    assertTrue(
        methods
            .refusals
            .all()
            .toString()
            .contains("some results are not cached: copies are asked for, and none can be made: "),
        () -> methods.refusals.all().toString());
  }

  @Test
  void a_declared_type_that_cannot_change_takes_the_plain_hit_path() {
    MethodTypes types =
        new MethodTypes(Shop.class, "name", MethodType.methodType(String.class, Long.class));

    assertEquals(
        null,
        Copies.of(
            "name",
            new ResultPlan(List.of(), Duration.ZERO, CopyPolicy.AUTO),
            CachedTypes.whole(types),
            Shop.class.getClassLoader(),
            new CallFailures(methods.refusals)));
  }

  @Nested
  class OfAFuturesValue {
    private final Played method = methods.method("later", copy("AUTO"));
    private final CompletableFuture<List<String>> body = new CompletableFuture<>();
    private final Played moods =
        methods.method(
            "moods", new Attributes().with("key", "m:{0}").with("copy", "AUTO").cached());
    private final CompletableFuture<Map<Moody, String>> loading = new CompletableFuture<>();

    @Test
    void are_each_callers_own_also_of_a_load_that_was_joined() throws Exception {
      CompletableFuture<List<String>> leader = call(method, body);
      CompletableFuture<List<String>> follower = call(method, body);
      CompletableFuture<List<String>> another = call(method, body);
      body.complete(new ArrayList<>(List.of("a")));

      leader.join().add("changed by the leader");
      follower.join().add("changed by a follower");

      assertEquals(List.of("a"), another.join());
      assertEquals(List.of("a"), call(method, body).join());
      assertEquals(1, bodies.get());
    }

    @Test
    void that_cannot_be_made_give_all_who_joined_the_very_value() throws Exception {
      Played threads =
          methods.method(
              "thread", new Attributes().with("key", "t:{0}").with("copy", "AUTO").cached());
      CompletableFuture<Thread> loading = new CompletableFuture<>();
      CompletableFuture<Thread> leader = call(threads, loading);
      CompletableFuture<Thread> follower = call(threads, loading);
      Thread value = new Thread("of the application");

      loading.complete(value);

      assertSame(value, leader.join());
      assertSame(value, follower.join());
    }

    @Test
    void that_cannot_be_made_of_one_value_leave_the_method_cached() throws Exception {
      Played anything =
          methods.method(
              "thread", new Attributes().with("key", "t:{0}").with("copy", "AUTO").cached());
      call(anything, CompletableFuture.completedFuture(new Thread("of the application")));
      CompletableFuture<Object> next = CompletableFuture.completedFuture(null);
      call(anything, next);

      assertNotSame(next, call(anything, next));
      assertEquals(2, bodies.get());
    }

    @Test
    void that_fail_for_who_joined_leave_nobody_waiting() throws Exception {
      CompletableFuture<Map<Moody, String>> leader = call(moods, loading);
      CompletableFuture<Map<Moody, String>> follower = call(moods, loading);
      Map<Moody, String> value = Moody.ofMapThatFailsFromCopy(2);

      loading.complete(value);

      assertSame(value, leader.getNow(null));
      assertEquals(1, follower.getNow(Map.of()).size());
    }

    @Test
    void that_fail_for_the_cache_are_no_failure_of_the_load() throws Exception {
      CompletableFuture<Map<Moody, String>> leader = call(moods, loading);
      CompletableFuture<Map<Moody, String>> follower = call(moods, loading);
      Map<Moody, String> value = Moody.ofMapThatFailsFromCopy(1);

      loading.complete(value);

      assertSame(value, leader.getNow(null));
      assertSame(value, follower.getNow(null));
    }
  }

  /** A key of a map that cannot be asked for its hash once it was copied so often. */
  static final class Moody {
    private static int made;
    private static int lastGood;
    String mutable = "part";

    Moody() {
      made++;
    }

    static Map<Moody, String> ofMapThatFailsFromCopy(int copy) {
      made = 0;
      lastGood = copy - 1;
      Map<Moody, String> map = new HashMap<>();
      map.put(new Moody(), "a");
      return map;
    }

    @Override
    public int hashCode() {
      if (made - 1 > lastGood) {
        throw new AssertionError("in no mood");
      }
      return 1;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Moody;
    }
  }
}
