package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.call.WovenMethods.Woven;
import dev.multilayercache.agent.plan.MethodSite.UpdateAttributes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Methods that change caches and return a future, called in one of Spring's transactions. */
class ChangingFutureInTransactionTest extends CachedProduct {
  private static final String TO_FUTURE = "(J)Ljava/util/concurrent/CompletableFuture;";

  private final TransactionTemplate spring = new TransactionTemplate();
  private final CompletableFuture<Object> ofBody = new CompletableFuture<>();

  @BeforeEach
  void there_is_a_database() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + getClass().getSimpleName());
    spring.setTransactionManager(new DataSourceTransactionManager(source));
  }

  private CompletableFuture<?> call(Woven method) {
    return (CompletableFuture<?>) quietly(() -> method.call(() -> ofBody, 1L));
  }

  private void complete() {
    elsewhere(() -> ofBody.complete("new"));
  }

  @Nested
  class ThatInvalidate {
    private Woven save;

    @BeforeEach
    void link() throws Throwable {
      save = invalidatingIt(TO_FUTURE);
    }

    @Test
    void forget_at_the_commit_though_the_future_is_still_to_come() {
      spring.executeWithoutResult(
          status -> {
            call(save);
            assertEquals("old", held());
          });

      assertNull(held());
    }

    @Test
    void forget_again_when_the_future_completes_after_the_commit() {
      spring.executeWithoutResult(status -> call(save));
      cacheTheOldValue();

      complete();

      assertNull(held());
    }

    @Test
    void forget_when_the_future_completes_and_again_at_the_commit() {
      spring.executeWithoutResult(
          status -> {
            CompletableFuture<?> given = call(save);
            complete();
            assertTrue(given.isDone());
            assertNull(held());
            cacheTheOldValue();
          });

      assertNull(held());
    }

    @Test
    void forget_at_the_completion_after_a_rollback_too() {
      spring.executeWithoutResult(
          status -> {
            call(save);
            status.setRollbackOnly();
          });
      assertEquals("old", held());

      complete();

      assertNull(held());
    }

    @Test
    void keep_loads_of_their_thread_from_being_kept_until_the_commit() {
      application.cache("products").put("product:1", "old", List.of(), noTime());

      spring.executeWithoutResult(
          status -> {
            call(save);
            quietly(() -> find.call("uncommitted", 1L));
            assertNull(held());
          });
    }

    @Test
    void give_the_bodys_own_result_and_forget_at_once_if_it_cannot_be_listened_to() {
      CompletableFuture<Object> deaf =
          new CompletableFuture<>() {
            @Override
            public CompletableFuture<Object> whenComplete(
                BiConsumer<? super Object, ? super Throwable> listener) {
              throw new UnsupportedOperationException("deaf");
            }
          };

      assertSame(deaf, quietly(() -> save.call(() -> deaf, 1L)));
      assertNull(held());
    }
  }

  @Nested
  class ThatUpdate {
    private Woven save;

    @BeforeEach
    void link() throws Throwable {
      UpdateAttributes update = new UpdateAttributes("products", "product:{p0}", List.of(), "");
      save = application.changing("save", TO_FUTURE, List.of(), List.of(update));
    }

    @Test
    void forget_at_the_commit_and_store_when_the_future_completes() {
      spring.executeWithoutResult(status -> call(save));
      assertNull(held());

      complete();

      assertEquals("new", held());
    }

    @Test
    void forget_when_the_future_completes_and_store_at_the_commit() {
      spring.executeWithoutResult(
          status -> {
            call(save);
            complete();
            assertNull(held());
          });

      assertEquals("new", held());
    }

    @Test
    void store_nothing_after_a_rollback_and_leave_nothing_old() {
      spring.executeWithoutResult(
          status -> {
            CompletableFuture<?> given = call(save);
            assertFalse(given.isDone());
            status.setRollbackOnly();
          });

      complete();

      assertNull(held());
    }
  }

  /** What is put so is gone. */
  private static dev.multilayercache.agent.engine.Lifetime noTime() {
    return new dev.multilayercache.agent.engine.Lifetime(
        java.time.Duration.ZERO, Map.of(), java.time.Duration.ZERO);
  }
}
