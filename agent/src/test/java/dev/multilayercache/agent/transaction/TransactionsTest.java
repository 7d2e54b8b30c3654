package dev.multilayercache.agent.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import com.arjuna.ats.jta.TransactionManager;
import dev.multilayercache.agent.testing.LogLines;
import dev.multilayercache.agent.testing.TinyNaming;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

class TransactionsTest {
  private final Transactions transactions = Transactions.of(getClass().getClassLoader());
  private final List<Object> told = new ArrayList<>();

  private boolean ask() {
    return transactions.whenEnded(told::add);
  }

  @Test
  void without_one_nobody_is_told() {
    assertFalse(transactions.areActive());
    assertFalse(ask());
    assertEquals(List.of(), told);
  }

  @Test
  void that_a_loader_does_not_have_are_none() {
    Transactions none = Transactions.of(ClassLoader.getPlatformClassLoader());

    assertFalse(none.areActive());
    assertFalse(none.whenEnded(told::add));
  }

  @Test
  void that_fail_when_they_are_asked_are_none_and_one_line_says_so() throws Exception {
    TransactionSource broken =
        new TransactionSource() {
          @Override
          public boolean isActive() {
            return true;
          }

          @Override
          public void tell(Consumer<Ending> listener) {
            throw new IllegalStateException("injected");
          }
        };
    try (LogLines log = new LogLines()) {
      assertFalse(new Transactions(List.of(broken)).whenEnded(told::add));

      assertEquals(1, log.about("before the commit").size(), () -> log.about("").toString());
    }
  }

  @Nested
  class OfSpring {
    private final TransactionTemplate spring = new TransactionTemplate();

    @BeforeEach
    void open() {
      JdbcDataSource database = new JdbcDataSource();
      database.setURL("jdbc:h2:mem:transactions");
      spring.setTransactionManager(new DataSourceTransactionManager(database));
    }

    @Test
    void tell_nothing_before_their_end() {
      spring.executeWithoutResult(
          status -> {
            assertTrue(transactions.areActive());
            assertTrue(ask());
            assertEquals(List.of(), told);
          });
    }

    @Test
    void tell_of_their_commit_once() {
      spring.executeWithoutResult(status -> ask());

      assertEquals(List.of(Ending.COMMITTED), told);
    }

    @Test
    void tell_of_their_commit_before_the_application_is_told() {
      spring.executeWithoutResult(
          status -> {
            TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                  @Override
                  public void afterCommit() {
                    told.add("the application");
                  }
                });
            ask();
          });

      assertEquals(List.of(Ending.COMMITTED, "the application"), told);
    }

    @Test
    void tell_of_their_rollback() {
      spring.executeWithoutResult(
          status -> {
            ask();
            status.setRollbackOnly();
          });

      assertEquals(List.of(Ending.ROLLED_BACK), told);
    }

    @Test
    void that_are_not_sure_of_their_end_say_so() {
      TransactionSynchronizationManager.initSynchronization();
      TransactionSynchronizationManager.setActualTransactionActive(true);
      try {
        ask();
        TransactionSynchronizationManager.getSynchronizations()
            .forEach(each -> each.afterCompletion(TransactionSynchronization.STATUS_UNKNOWN));
      } finally {
        TransactionSynchronizationManager.clear();
      }

      assertEquals(List.of(Ending.UNSURE), told);
    }

    @Test
    void that_went_back_to_a_savepoint_are_not_sure() {
      spring.executeWithoutResult(
          outer -> {
            Object savepoint = outer.createSavepoint();
            ask();
            outer.rollbackToSavepoint(savepoint);
          });

      assertEquals(List.of(Ending.UNSURE), told);
    }

    @Test
    void tell_whom_another_one_asks_while_it_is_told() {
      spring.executeWithoutResult(
          status ->
              TransactionSynchronizationManager.registerSynchronization(
                  new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                      assertTrue(ask());
                    }
                  }));

      assertEquals(List.of(Ending.COMMITTED), told);
    }

    @Test
    void within_another_one_end_by_themselves() {
      TransactionTemplate inner = new TransactionTemplate(spring.getTransactionManager());
      inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

      spring.executeWithoutResult(
          outer -> {
            inner.executeWithoutResult(status -> ask());
            told.add("the outer one goes on");
          });

      assertEquals(List.of(Ending.COMMITTED, "the outer one goes on"), told);
    }

    @Test
    void without_a_resource_are_none() {
      spring.setPropagationBehavior(TransactionDefinition.PROPAGATION_SUPPORTS);

      spring.executeWithoutResult(status -> assertFalse(transactions.areActive()));
    }
  }

  @Nested
  class OfAServer {
    @TempDir Path directory;
    private jakarta.transaction.TransactionManager server;
    private ClassLoader before;

    @BeforeEach
    void bind() throws Exception {
      arjPropertyManager.getCoordinatorEnvironmentBean().setTransactionStatusManagerEnable(false);
      server = TransactionManager.transactionManager();
      before = Thread.currentThread().getContextClassLoader();
      Thread.currentThread().setContextClassLoader(TinyNaming.loader(directory));
      TinyNaming.bind(
          "java:comp/TransactionSynchronizationRegistry",
          new TransactionSynchronizationRegistryImple());
    }

    @AfterEach
    void unbind() {
      TinyNaming.clear();
      Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void are_none_while_none_has_begun() {
      assertFalse(transactions.areActive());
    }

    @Test
    void tell_nothing_before_their_end_and_of_their_commit_once() throws Exception {
      server.begin();
      assertTrue(ask());
      assertEquals(List.of(), told);

      server.commit();

      assertEquals(List.of(Ending.COMMITTED), told);
    }

    @Test
    void tell_of_their_rollback() throws Exception {
      server.begin();
      ask();

      server.rollback();

      assertEquals(List.of(Ending.ROLLED_BACK), told);
    }

    @Test
    void are_none_where_no_server_is_bound() throws Exception {
      TinyNaming.clear();
      server.begin();
      try {
        assertFalse(transactions.areActive());
      } finally {
        server.rollback();
      }
    }
  }
}
