package dev.multilayercache.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server over real HTTP, without the agent. */
class DemoServerTest {

  @TempDir Path directory;

  private DemoServer server;
  private DemoClient client;

  @BeforeEach
  void start() throws Exception {
    server = serve(0);
    client = new DemoClient(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void the_page_is_served_at_the_root() throws Exception {
    HttpResponse<String> page = client.get("/");

    assertEquals("text/html; charset=utf-8", page.headers().firstValue("Content-Type").get());
    assertTrue(page.body().contains("<h1>Product catalogue</h1>"));
  }

  @Test
  void a_port_in_use_is_passed_over() throws Exception {
    try (DemoServer second = serve(server.port())) {
      assertNotEquals(server.port(), second.port());
      assertEquals(200, new DemoClient(second.port()).get("/api/node").statusCode());
    }
  }

  @Nested
  class WithoutTheAgent {

    @Test
    void the_method_body_answers_every_call() throws Exception {
      client.get("/api/product?id=1");

      String second = client.get("/api/product?id=1").body();

      assertTrue(second.contains("\"layer\":\"method body\""), second);
      assertTrue(second.contains("\"name\":\"Clean Architecture\""), second);
    }

    @Test
    void a_product_that_is_not_there_is_answered_by_null() throws Exception {
      assertTrue(client.get("/api/product?id=99").body().startsWith("{\"answer\":null,"));
    }

    @Test
    void a_category_is_listed() throws Exception {
      String games = client.get("/api/category?name=games").body();

      assertTrue(games.contains("Chess clock") && games.contains("Go board"), games);
    }

    @Test
    void the_node_names_no_agent() throws Exception {
      assertTrue(client.get("/api/node").body().contains("\"agent\":null"));
    }

    @Test
    void invalidating_is_answered_by_a_line() throws Exception {
      HttpResponse<String> answer = client.post("/api/invalidate?tag=products");

      assertEquals(200, answer.statusCode());
      assertTrue(answer.body().startsWith("[{\"confirmed\":"), answer.body());
    }
  }

  @Nested
  class APriceChange {

    @Test
    void through_the_catalogue_reaches_the_database() throws Exception {
      client.post("/api/reprice?id=1&price=12.50");

      assertTrue(client.get("/api/database").body().contains("\"price\":12.50"));
    }

    @Test
    void behind_the_catalogue_reaches_the_database() throws Exception {
      client.post("/api/database?id=1&price=13.75");

      assertTrue(client.get("/api/product?id=1").body().contains("\"price\":13.75"));
    }

    @Test
    void of_a_product_that_is_not_there_is_not_found() throws Exception {
      HttpResponse<String> answer = client.post("/api/reprice?id=99&price=1");

      assertEquals(404, answer.statusCode());
      assertEquals("{\"error\":\"There is no product 99.\"}\n", answer.body());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GET  | /api/product                      | 400 | id is missing. Add id=... to the address.
          GET  | /api/product?id=                  | 400 | id is missing. Add id=... to the address.
          GET  | /api/product?id=one               | 400 | id is \\"one\\", not a whole number.
          GET  | /api/product?id=1&id=2            | 400 | id is given twice.
          GET  | /api/category                     | 400 | name is missing. Add name=... to the address.
          POST | /api/reprice?id=1&price=-1        | 400 | price is \\"-1\\", not a price. Write digits, with at most two decimals: 12.50
          POST | /api/database?id=1&price=1e9      | 400 | price is \\"1e9\\", not a price. Write digits, with at most two decimals: 12.50
          POST | /api/invalidate                   | 400 | Give exactly one of key, tag, pattern and all=true.
          POST | /api/invalidate?tag=a&all=true    | 400 | Give exactly one of key, tag, pattern and all=true.
          POST | /api/invalidate?all=yes           | 400 | all is \\"yes\\". Write all=true.
          POST | /api/invalidate?key=a&cache=b     | 400 | There is no cache \\"b\\", only [products, listings].
          GET  | /api/invalidate?all=true          | 405 | /api/invalidate does not answer GET.
          POST | /                                 | 405 | / does not answer POST.
          GET  | /favicon.ico                      | 404 | There is nothing at /favicon.ico.
          """)
  void bad_input_is_answered_by_one_line(String method, String path, int status, String line)
      throws Exception {
    HttpResponse<String> answer = client.send(method, path);

    assertEquals(status, answer.statusCode());
    assertEquals("{\"error\":\"" + line + "\"}\n", answer.body());
  }

  private DemoServer serve(int port) throws Exception {
    Duration queryCost = Duration.ZERO;
    return new DemoServer(new DemoApi(new Database(directory, queryCost), queryCost), port);
  }
}
