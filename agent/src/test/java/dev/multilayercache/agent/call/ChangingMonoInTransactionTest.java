package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.multilayercache.agent.call.WovenMethods.Woven;
import dev.multilayercache.agent.plan.MethodSite.UpdateAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import reactor.core.publisher.Mono;

/** Methods that change caches and return a {@code Mono}, called in one of Spring's transactions. */
class ChangingMonoInTransactionTest extends CachedProduct {
  private static final String TO_MONO = "(J)Lreactor/core/publisher/Mono;";

  private final TransactionTemplate spring = new TransactionTemplate();
  private final AtomicInteger changes = new AtomicInteger();

  @BeforeEach
  void there_is_a_database() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + getClass().getSimpleName());
    spring.setTransactionManager(new DataSourceTransactionManager(source));
  }

  private Mono<?> call(Woven method, Mono<?> body) {
    return (Mono<?>) quietly(() -> method.call(() -> body, 1L));
  }

  private Mono<?> call(Woven method) {
    return call(method, Mono.fromSupplier(() -> "new " + changes.incrementAndGet()));
  }

  @Nested
  class ThatInvalidate {
    private Woven save;

    @BeforeEach
    void link() throws Throwable {
      save = invalidating("product:{p0}");
    }

    private Woven invalidating(String key) throws Throwable {
      return application.changing("save", TO_MONO, List.of(byKey(key, "AFTER_SUCCESS")), List.of());
    }

    @Test
    void forget_at_the_commit_though_nobody_has_subscribed() {
      spring.executeWithoutResult(
          status -> {
            call(save);
            assertEquals("old", held());
          });

      assertNull(held());
    }

    @Test
    void forget_again_at_a_subscription_after_the_commit() {
      Mono<?> given = spring.execute(status -> call(save));
      cacheTheOldValue();

      given.block();

      assertNull(held());
    }

    @Test
    void forget_at_a_subscription_elsewhere_and_again_at_the_commit() {
      spring.executeWithoutResult(
          status -> {
            Mono<?> given = call(save);
            elsewhere(given::block);
            assertNull(held());
            cacheTheOldValue();
          });

      assertNull(held());
    }

    @Test
    void forget_at_a_cancellation_and_again_at_the_commit() {
      spring.executeWithoutResult(
          status -> {
            Mono<?> given = call(save, Mono.never());
            elsewhere(() -> given.subscribe().dispose());
            assertNull(held());
            cacheTheOldValue();
          });

      assertNull(held());
    }

    @Test
    void forget_again_at_the_commit_what_only_the_cancelled_value_could_name() throws Throwable {
      Woven byResult = invalidating("product:{result}");
      spring.executeWithoutResult(
          status -> {
            Mono<?> given = call(byResult, Mono.never());
            elsewhere(() -> given.subscribe().dispose());
            assertNull(held());
            cacheTheOldValue();
          });

      assertNull(held());
    }

    @Test
    void forget_again_at_the_end_of_the_transaction_in_which_they_are_cancelled() {
      Mono<?> given = call(save, Mono.never());

      spring.executeWithoutResult(
          status -> {
            given.subscribe().dispose();
            assertNull(held());
            cacheTheOldValue();
          });

      assertNull(held());
    }

    @Test
    void forget_at_the_end_of_the_transaction_in_which_they_are_subscribed_to() {
      Mono<?> given = call(save);

      spring.executeWithoutResult(
          status -> {
            given.block();
            assertEquals("old", held());
          });

      assertNull(held());
    }
  }

  @Nested
  class ThatUpdate {
    private Woven save;

    @BeforeEach
    void link() throws Throwable {
      UpdateAttributes update = new UpdateAttributes("products", "product:{p0}", List.of(), "");
      save = application.changing("save", TO_MONO, List.of(), List.of(update));
    }

    @Test
    void forget_at_the_commit_and_store_what_a_subscription_brings_then() {
      Mono<?> given = spring.execute(status -> call(save));
      assertNull(held());

      given.block();

      assertEquals("new 1", held());
    }

    @Test
    void forget_at_each_subscription_and_store_at_the_commit_what_the_last_one_brought() {
      spring.executeWithoutResult(
          status -> {
            Mono<?> given = call(save);
            given.block();
            given.block();
            assertNull(held());
          });

      assertEquals("new 2", held());
    }

    @Test
    void store_nothing_after_a_rollback_and_leave_nothing_old() {
      spring.executeWithoutResult(
          status -> {
            call(save).block();
            status.setRollbackOnly();
          });

      assertNull(held());
    }
  }
}
