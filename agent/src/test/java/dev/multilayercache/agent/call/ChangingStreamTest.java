package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.mutiny.Multi;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Methods that change caches and return a stream: the end of each subscription counts. */
class ChangingStreamTest extends CachedProduct {

  @Nested
  class OfReactor {
    @SuppressWarnings("unchecked")
    private Flux<Object> call(Flux<?> body) throws Throwable {
      return (Flux<Object>) invalidatingIt("(J)Lreactor/core/publisher/Flux;").call(() -> body, 1L);
    }

    @Test
    void forget_before_their_subscriber_sees_the_end() throws Throwable {
      List<Object> seen = new ArrayList<>();

      call(Flux.just(1, 2))
          .subscribe(each -> seen.add(held()), thrown -> {}, () -> seen.add(held()));

      assertEquals("[old, old, null]", seen.toString());
    }

    @Test
    void forget_with_each_subscription() throws Throwable {
      Flux<Object> twice = call(Flux.empty());
      twice.blockLast();
      cacheTheOldValue();

      twice.blockLast();

      assertNull(held());
    }

    @Test
    void forget_when_their_subscriber_has_seen_enough() throws Throwable {
      assertEquals(1, call(Flux.just(1, 2)).blockFirst());

      assertNull(held());
    }

    @Test
    void forget_nothing_if_they_fail_and_give_the_very_exception() throws Throwable {
      IllegalStateException failure = new IllegalStateException("not saved");
      Flux<Object> given = call(Flux.error(failure));

      assertSame(failure, assertThrows(IllegalStateException.class, given::blockLast));
      assertEquals("old", held());
    }
  }

  @Nested
  class OfMutiny {
    @SuppressWarnings("unchecked")
    private Multi<Object> call(Multi<?> body) throws Throwable {
      return (Multi<Object>) invalidatingIt("(J)Lio/smallrye/mutiny/Multi;").call(() -> body, 1L);
    }

    @Test
    void forget_before_their_subscriber_sees_the_end() throws Throwable {
      List<Object> seen = new ArrayList<>();

      call(Multi.createFrom().items(1, 2))
          .subscribe()
          .with(each -> seen.add(held()), thrown -> {}, () -> seen.add(held()));

      assertEquals("[old, old, null]", seen.toString());
    }

    @Test
    void forget_when_their_subscriber_has_seen_enough() throws Throwable {
      Multi<Object> given = call(Multi.createFrom().items(1, 2));

      assertEquals(1, given.toUni().await().indefinitely());

      assertNull(held());
    }

    @Test
    void forget_nothing_if_they_fail_and_give_the_very_exception() throws Throwable {
      IllegalStateException failure = new IllegalStateException("not saved");
      Multi<Object> given = call(Multi.createFrom().failure(failure));

      assertSame(
          failure,
          assertThrows(
              IllegalStateException.class, () -> given.collect().asList().await().indefinitely()));
      assertEquals("old", held());
    }
  }
}
