package dev.multilayercache.demo;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The products in an H2 database file, shared by all JVMs that name the same directory.
 *
 * <p>The catalogue's queries are made slow on purpose, by a sleep of {@code queryCost}, so that a
 * person can see which calls reached the database; {@link #all} and {@link #changePrice} are not.
 *
 * <p>The file is open for one statement at a time, under a lock that the operating system takes
 * back even from a JVM that was killed. That costs some ten milliseconds a statement and needs no
 * port; H2's own mixed mode needs one, and seconds to recover from the loss of the JVM that serves.
 * Safe for all threads.
 */
final class Database {

  /** What is done while the database is open. */
  private interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private final Path lock;
  private final String url;
  private final Duration queryCost;
  private final AtomicLong queries = new AtomicLong();

  /** Opens the database in this directory, and makes and fills it if there is none. */
  Database(Path directory, Duration queryCost) throws IOException, SQLException {
    Path home = Files.createDirectories(directory).toRealPath();
    this.lock = home.resolve("catalog.lock");
    this.url = "jdbc:h2:file:" + home.resolve("catalog") + ";FILE_LOCK=FS";
    this.queryCost = queryCost;
    open(connection -> connection.createStatement().execute(SCHEMA));
  }

  @Nullable Product find(long id) {
    payQueryCost();
    List<Product> found = read("SELECT * FROM products WHERE id = ?", id);
    return found.isEmpty() ? null : found.get(0);
  }

  List<Product> inCategory(String category) {
    payQueryCost();
    return read("SELECT * FROM products WHERE category = ? ORDER BY name", category);
  }

  /** All products as they are now, at no extra cost: what the page compares answers with. */
  List<Product> all() {
    return read("SELECT * FROM products ORDER BY id");
  }

  /**
   * Changes a price, of which no cache hears; {@link NoSuchElementException} if there is no such
   * product.
   */
  Product changePrice(long id, BigDecimal price) {
    List<Product> changed =
        read("SELECT * FROM FINAL TABLE (UPDATE products SET price = ? WHERE id = ?)", price, id);
    if (changed.isEmpty()) {
      throw new NoSuchElementException("There is no product " + id + ".");
    }
    return changed.get(0);
  }

  /** How many slow queries this JVM has made. */
  long queries() {
    return queries.get();
  }

  private void payQueryCost() {
    queries.incrementAndGet();
    try {
      Thread.sleep(queryCost.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Product> read(String sql, Object... arguments) {
    try {
      return open(connection -> products(connection, sql, arguments));
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("The database did not answer: " + e.getMessage(), e);
    }
  }

  /** Opens the database when no other thread or JVM has it, and closes it again. */
  private synchronized <T> T open(Work<T> work) throws IOException, SQLException {
    try (FileChannel channel = FileChannel.open(lock, CREATE, WRITE)) {
      channel.lock(); // until the channel is closed
      try (Connection connection = DriverManager.getConnection(url)) {
        return work.with(connection);
      }
    }
  }

  private static List<Product> products(Connection connection, String sql, Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      ResultSet rows = statement.executeQuery();
      List<Product> products = new ArrayList<>();
      while (rows.next()) {
        products.add(product(rows));
      }
      return products;
    }
  }

  private static Product product(ResultSet row) throws SQLException {
    return new Product(
        row.getLong("id"),
        row.getString("name"),
        row.getString("category"),
        row.getBigDecimal("price"));
  }

  private static final String SCHEMA =
      """
      CREATE TABLE IF NOT EXISTS products (
        id BIGINT PRIMARY KEY,
        name VARCHAR NOT NULL,
        category VARCHAR NOT NULL,
        price DECIMAL(10, 2) NOT NULL);
      MERGE INTO products USING (VALUES
          (1, 'Clean Architecture', 'books', 34.90),
          (2, 'Java Concurrency in Practice', 'books', 49.00),
          (3, 'The Art of Multiprocessor Programming', 'books', 62.50),
          (4, 'Go board', 'games', 79.00),
          (5, 'Chess clock', 'games', 39.95),
          (6, 'Playing cards', 'games', 6.50),
          (7, 'Watering can', 'garden', 18.00),
          (8, 'Hand trowel', 'garden', 11.20)
        ) AS seed (id, name, category, price) ON products.id = seed.id
        WHEN NOT MATCHED THEN INSERT VALUES (seed.id, seed.name, seed.category, seed.price)
      """;
}
