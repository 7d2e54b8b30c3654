package dev.multilayercache.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

  private static final BigDecimal PRICE = new BigDecimal("1.25");

  @TempDir Path directory;

  private Database database;

  @BeforeEach
  void open() throws Exception {
    database = new Database(directory, Duration.ZERO);
  }

  @Test
  void a_change_is_seen_by_another_that_names_the_same_directory() throws Exception {
    Database another = new Database(directory, Duration.ZERO);

    database.changePrice(1, PRICE);

    assertEquals(PRICE, another.find(1).price());
  }

  @Test
  void a_changed_price_survives_the_next_start() throws Exception {
    database.changePrice(1, PRICE);

    assertEquals(PRICE, new Database(directory, Duration.ZERO).find(1).price());
  }

  @Test
  void a_category_is_listed_by_name() {
    List<String> names = database.inCategory("games").stream().map(Product::name).toList();

    assertEquals(List.of("Chess clock", "Go board", "Playing cards"), names);
  }

  @Test
  void an_unknown_product_is_null() {
    assertNull(database.find(99));
  }

  @Test
  void the_price_of_an_unknown_product_cannot_be_changed() {
    assertThrows(NoSuchElementException.class, () -> database.changePrice(99, PRICE));
  }

  @Test
  void a_query_costs_what_was_asked_for() throws Exception {
    Database slow = new Database(directory, Duration.ofMillis(50));

    long start = System.nanoTime();
    slow.find(1);

    assertTrue(System.nanoTime() - start >= Duration.ofMillis(50).toNanos());
  }

  @Test
  void only_slow_queries_are_counted() {
    database.all();
    database.changePrice(1, PRICE);
    database.find(1);

    assertEquals(1, database.queries());
  }
}
