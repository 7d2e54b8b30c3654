package dev.multilayercache.agent.call;

import static dev.multilayercache.agent.call.CachedProduct.quietly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multilayercache.agent.call.WovenMethods.Woven;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import dev.multilayercache.agent.plan.MethodSite.UpdateAttributes;
import dev.multilayercache.agent.testing.Attributes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** A product's name in a database, read through a cache and changed in Spring's transactions. */
class AfterCommitTest {
  private static final String TO_STRING = "(J)Ljava/lang/String;";

  private final WovenMethods application = new WovenMethods();
  private final TransactionTemplate spring = new TransactionTemplate();
  private JdbcTemplate database;
  private Woven find;

  @BeforeEach
  void fill() throws Throwable {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + getClass().getSimpleName() + ";DB_CLOSE_DELAY=-1");
    spring.setTransactionManager(new DataSourceTransactionManager(source));
    database = new JdbcTemplate(source);
    database.execute("create table if not exists product (name varchar(20))");
    database.update("delete from product");
    database.update("insert into product values ('old')");
    find =
        application.cached(
            "find",
            TO_STRING,
            Attributes.cached("products", "product:{p0}", List.of(), "", List.of(), "", List.of()));
    find();
  }

  private String inDatabase() {
    return database.queryForObject("select name from product", String.class);
  }

  private String find() {
    return (String) quietly(() -> find.call(this::inDatabase, 1L));
  }

  /** What another thread finds, in no transaction. */
  private String findElsewhere() throws InterruptedException {
    String[] found = new String[1];
    Thread other = new Thread(() -> found[0] = find());
    other.start();
    other.join();
    return found[0];
  }

  private static void elsewhere(Runnable task) {
    CompletableFuture.runAsync(task, each -> new Thread(each).start()).join();
  }

  private Woven invalidating(String when) throws Throwable {
    return application.changing(
        "save" + when,
        TO_STRING,
        List.of(
            new InvalidateAttributes(
                "products", "product:{p0}", List.of(), "", false, when, /* expire= */ false)),
        List.of());
  }

  private Woven updating() throws Throwable {
    return application.changing(
        "update",
        TO_STRING,
        List.of(),
        List.of(new UpdateAttributes("products", "product:{p0}", List.of(), "")));
  }

  private void save(Woven save) {
    quietly(
        () ->
            save.call(
                () -> {
                  database.update("update product set name = 'new'");
                  return "new";
                },
                1L));
  }

  private Object held() {
    return application.held("products", "product:1");
  }

  @Nested
  class AnInvalidation {
    @Test
    void is_done_after_the_commit() throws Throwable {
      Woven save = invalidating("AFTER_SUCCESS");

      spring.executeWithoutResult(
          status -> {
            save(save);
            assertEquals("old", held());
          });

      assertNull(held());
      assertEquals("new", find());
    }

    @Test
    void is_not_done_after_a_rollback() throws Throwable {
      Woven save = invalidating("AFTER_SUCCESS");

      spring.executeWithoutResult(
          status -> {
            save(save);
            status.setRollbackOnly();
          });

      assertEquals("old", held());
      assertEquals("old", inDatabase());
    }

    @Test
    void is_done_after_a_rollback_if_it_is_to_be_done_always() throws Throwable {
      Woven save = invalidating("ALWAYS");

      spring.executeWithoutResult(
          status -> {
            save(save);
            assertEquals("old", held());
            status.setRollbackOnly();
          });

      assertNull(held());
    }

    @Test
    void that_is_to_be_done_always_waits_for_the_commit_after_a_failure_too() throws Throwable {
      Woven save = invalidating("ALWAYS");

      spring.executeWithoutResult(
          status -> {
            assertThrows(
                IllegalStateException.class,
                () ->
                    save.call(
                        () -> {
                          database.update("update product set name = 'new'");
                          throw new IllegalStateException("the body's own");
                        },
                        1L));
            assertEquals("old", held());
          });

      assertNull(held());
    }

    @Test
    void before_the_body_is_done_before_the_body() throws Throwable {
      Woven save = invalidating("BEFORE");

      spring.executeWithoutResult(
          status -> {
            save(save);
            assertNull(held());
          });
    }

    @Test
    void is_done_at_the_return_without_a_transaction() throws Throwable {
      save(invalidating("AFTER_SUCCESS"));

      assertNull(held());
    }

    @Test
    void of_what_the_API_names_is_done_at_once() {
      spring.executeWithoutResult(
          status -> {
            application.api.apply(
                "v1.invalidate", new Object[] {WovenMethods.Repo.class, "products", "product:1"});
            assertNull(held());
          });
    }
  }

  @Nested
  class AnUpdate {
    @Test
    void is_stored_after_the_commit() throws Throwable {
      Woven save = updating();

      spring.executeWithoutResult(
          status -> {
            save(save);
            assertEquals("old", held());
          });

      assertEquals("new", held());
    }

    @Test
    void is_not_stored_after_a_rollback() throws Throwable {
      Woven save = updating();

      spring.executeWithoutResult(
          status -> {
            save(save);
            status.setRollbackOnly();
          });

      assertEquals("old", held());
    }

    @Test
    void that_was_undone_by_a_savepoint_is_not_stored_and_nothing_old_is_left() throws Throwable {
      Woven save = updating();

      spring.executeWithoutResult(
          status -> {
            Object savepoint = status.createSavepoint();
            save(save);
            status.rollbackToSavepoint(savepoint);
          });

      assertNull(held());
      assertEquals("old", find());
    }
  }

  @Nested
  class ALoad {
    @Test
    void in_the_transaction_is_answered_from_the_cache_until_the_commit() throws Throwable {
      Woven save = invalidating("AFTER_SUCCESS");

      spring.executeWithoutResult(
          status -> {
            save(save);
            assertEquals("old", find());
          });

      assertEquals("new", find());
    }

    /** It has read what nobody else can see, and what is gone after the rollback. */
    @Test
    void in_the_transaction_after_the_change_is_not_kept() throws Throwable {
      Woven save = invalidating("AFTER_SUCCESS");
      application.cache("products").put("product:1", "old", List.of(), noTime());

      spring.executeWithoutResult(status -> rollBackAfter(save, status));

      assertNull(held());
      assertEquals("old", find());
    }

    private void rollBackAfter(Woven save, TransactionStatus status) {
      save(save);
      assertEquals("new", find());
      status.setRollbackOnly();
    }

    @Test
    void whose_body_rolls_the_change_back_is_not_kept() throws Throwable {
      Woven save = invalidating("AFTER_SUCCESS");
      application.cache("products").put("product:1", "old", List.of(), noTime());
      PlatformTransactionManager transactions = spring.getTransactionManager();
      TransactionStatus status = transactions.getTransaction(spring);
      save(save);

      find.call(
          () -> {
            String read = inDatabase();
            transactions.rollback(status);
            return read;
          },
          1L);

      assertNull(held());
    }

    @Nested
    class ThatBringsItsValueLater {
      private final CompletableFuture<Object> ofBody = new CompletableFuture<>();
      private final AtomicInteger bodies = new AtomicInteger();
      private Woven later;

      @BeforeEach
      void link() throws Throwable {
        later =
            application.cached(
                "later",
                "(J)Ljava/util/concurrent/CompletableFuture;",
                new Attributes().with("cache", "later").with("key", "later:{p0}").cached());
      }

      private Object later() {
        return quietly(
            () ->
                later.call(
                    () -> {
                      bodies.incrementAndGet();
                      return ofBody;
                    },
                    1L));
      }

      @Test
      void is_not_kept_on_whatever_thread_it_comes() throws Throwable {
        Woven save = invalidating("AFTER_SUCCESS");

        spring.executeWithoutResult(
            status -> {
              save(save);
              later();
              elsewhere(() -> ofBody.complete("uncommitted"));
              status.setRollbackOnly();
            });

        assertNull(application.held("later", "later:1"));
      }

      @Test
      void is_not_joined_by_others() throws Throwable {
        Woven save = invalidating("AFTER_SUCCESS");

        spring.executeWithoutResult(
            status -> {
              save(save);
              later();
              elsewhere(this::later);
              assertEquals(2, bodies.get());
            });
      }

      @Test
      void is_not_kept_if_its_own_body_made_the_change() throws Throwable {
        Woven save = invalidating("AFTER_SUCCESS");

        spring.executeWithoutResult(
            status -> {
              quietly(
                  () ->
                      later.call(
                          () -> {
                            save(save);
                            return ofBody;
                          },
                          1L));
              elsewhere(() -> ofBody.complete("uncommitted"));
            });

        assertNull(application.held("later", "later:1"));
      }

      @Test
      void is_not_joined_any_more_once_its_own_body_made_the_change() throws Throwable {
        Woven save = invalidating("AFTER_SUCCESS");

        spring.executeWithoutResult(
            status -> {
              quietly(
                  () ->
                      later.call(
                          () -> {
                            save(save);
                            return ofBody;
                          },
                          1L));
              elsewhere(this::later);
              assertEquals(1, bodies.get());
            });
      }

      @Test
      void is_kept_after_the_transaction() throws Throwable {
        Woven save = invalidating("AFTER_SUCCESS");

        spring.executeWithoutResult(status -> save(save));
        later();
        ofBody.complete("committed");

        assertEquals("committed", application.held("later", "later:1"));
      }
    }

    @Test
    void by_the_API_after_the_change_is_not_kept() throws Throwable {
      Woven save = invalidating("AFTER_SUCCESS");
      Callable<String> loader = AfterCommitTest.this::inDatabase;
      Object[] load = {
        WovenMethods.Repo.class, "products", "another", null, Map.of(), List.of(), loader
      };

      spring.executeWithoutResult(
          status -> {
            save(save);
            assertEquals("new", application.api.apply("v1.getOrLoad", load));
          });

      assertNull(application.held("products", "another"));
    }

    @Test
    void after_the_transaction_is_kept_again() throws Throwable {
      Woven save = invalidating("AFTER_SUCCESS");

      spring.executeWithoutResult(status -> save(save));
      find();

      assertEquals("new", held());
    }

    @Test
    void that_began_before_the_commit_and_ends_after_it_is_not_kept() throws Throwable {
      application.cache("products").put("product:1", "old", List.of(), noTime());
      Woven save = invalidating("AFTER_SUCCESS");
      CountDownLatch read = new CountDownLatch(1);
      CountDownLatch committed = new CountDownLatch(1);
      Thread reader =
          new Thread(
              () ->
                  quietly(
                      () ->
                          find.call(
                              () -> {
                                String old = inDatabase();
                                read.countDown();
                                committed.await();
                                return old;
                              },
                              1L)));
      reader.start();
      read.await();

      spring.executeWithoutResult(status -> save(save));
      committed.countDown();
      reader.join();

      assertNull(held());
      assertEquals("new", findElsewhere());
    }
  }

  /** What is put so is gone. */
  private static dev.multilayercache.agent.engine.Lifetime noTime() {
    return new dev.multilayercache.agent.engine.Lifetime(
        java.time.Duration.ZERO, Map.of(), java.time.Duration.ZERO);
  }
}
