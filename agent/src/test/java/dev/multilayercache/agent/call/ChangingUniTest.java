package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.call.WovenMethods.Woven;
import dev.multilayercache.agent.plan.MethodSite.UpdateAttributes;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Methods that change caches and return a {@code Uni}: each subscription is a change. */
class ChangingUniTest extends CachedProduct {
  private static final String TO_UNI = "(J)Lio/smallrye/mutiny/Uni;";

  private final CompletableFuture<Object> ofBody = new CompletableFuture<>();

  @SuppressWarnings("unchecked")
  private static Uni<Object> call(Woven method, Uni<?> body) throws Throwable {
    return (Uni<Object>) method.call(() -> body, 1L);
  }

  private Uni<Object> bodys() {
    return Uni.createFrom().completionStage(ofBody);
  }

  @Nested
  class ThatInvalidate {
    private Woven save;

    @BeforeEach
    void link() throws Throwable {
      save = invalidatingIt(TO_UNI);
    }

    @Test
    void forget_nothing_until_somebody_subscribes() throws Throwable {
      call(save, Uni.createFrom().item("saved"));

      assertEquals("old", held());
    }

    @Test
    void have_forgotten_before_their_subscriber_sees_the_item() throws Throwable {
      AtomicReference<Object> seen = new AtomicReference<>("nothing yet");
      call(save, bodys()).subscribe().with(item -> seen.set(held()));
      assertEquals("old", held());

      ofBody.complete(null);

      assertNull(seen.get());
    }

    @Test
    void forget_with_each_subscription() throws Throwable {
      Uni<Object> twice = call(save, Uni.createFrom().voidItem());
      twice.await().indefinitely();
      cacheTheOldValue();

      twice.await().indefinitely();

      assertNull(held());
    }

    @Test
    void forget_nothing_if_it_fails_and_give_the_very_exception() throws Throwable {
      IllegalStateException failure = new IllegalStateException("not saved");
      AtomicReference<Throwable> seen = new AtomicReference<>();
      call(save, bodys()).subscribe().with(item -> {}, seen::set);

      ofBody.completeExceptionally(failure);

      assertEquals("old", held());
      assertSame(failure, seen.get());
    }

    @Test
    void cancel_the_bodys_and_forget_when_their_subscriber_cancels() throws Throwable {
      AtomicBoolean isCancelled = new AtomicBoolean();
      Uni<Object> body = bodys().onCancellation().invoke(() -> isCancelled.set(true));

      call(save, body).subscribe().with(item -> {}).cancel();

      assertTrue(isCancelled.get());
      assertNull(held());
    }

    @Test
    void give_the_body_the_subscribers_context() throws Throwable {
      Uni<Object> body =
          Uni.createFrom()
              .voidItem()
              .withContext((uni, context) -> uni.map(v -> context.get("user")));

      assertEquals("ada", call(save, body).awaitUsing(Context.of("user", "ada")).indefinitely());
    }
  }

  @Test
  void that_update_store_the_item_before_their_subscriber_sees_it() throws Throwable {
    UpdateAttributes update = new UpdateAttributes("products", "product:{p0}", List.of(), "");
    Woven save = application.changing("save", TO_UNI, List.of(), List.of(update));
    AtomicReference<Object> seen = new AtomicReference<>();
    call(save, bodys()).subscribe().with(item -> seen.set(held()));

    ofBody.complete("new");

    assertEquals("new", seen.get());
  }
}
