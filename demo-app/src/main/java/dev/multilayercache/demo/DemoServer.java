package dev.multilayercache.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.multilayercache.demo.DemoApi.Route;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Serves the page and the {@link DemoApi} behind its buttons, on the loopback interface only. */
final class DemoServer implements AutoCloseable {

  private static final int PORTS_TO_TRY = 10;

  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpServer http;
  private final Map<String, Route> routes;
  private final byte[] page;

  /** Starts to serve on {@code port} or, if it is in use, on the next free one of ten. */
  DemoServer(DemoApi api, int port) throws IOException {
    this.routes = api.routes();
    this.page = readPage();
    this.http = listen(port);
    http.createContext("/", this::handle);
    http.setExecutor(threads);
    http.start();
  }

  int port() {
    return http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(/* delay= */ 0);
    threads.shutdown();
    try {
      threads.awaitTermination(5, TimeUnit.SECONDS); // for what still uses the database
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpServer listen(int first) throws IOException {
    int last = first == 0 ? 0 : Math.min(first + PORTS_TO_TRY - 1, 65535);
    for (int port = first; port <= last; port++) {
      try {
        return HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), /* backlog= */ 0);
      } catch (BindException e) {
        // in use: by another instance of this demo, most likely
      }
    }
    throw new BindException(
        "The ports " + first + " to " + last + " are all in use. Give another one with --port.");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Route route = routes.get(exchange.getRequestMethod() + " " + path);
      if (route != null) {
        answer(exchange, route);
      } else if (path.equals("/") && exchange.getRequestMethod().equals("GET")) {
        send(exchange, 200, "text/html; charset=utf-8", page);
      } else if (path.equals("/")
          || routes.keySet().stream().anyMatch(r -> r.endsWith(" " + path))) {
        sendError(exchange, 405, path + " does not answer " + exchange.getRequestMethod() + ".");
      } else {
        sendError(exchange, 404, "There is nothing at " + path + ".");
      }
    }
  }

  private static void answer(HttpExchange exchange, Route route) throws IOException {
    try {
      Object answer = route.answer(new Query(exchange.getRequestURI().getRawQuery()));
      sendJson(exchange, 200, Json.of(answer));
    } catch (IllegalArgumentException e) {
      sendError(exchange, 400, Objects.toString(e.getMessage(), "Bad input."));
    } catch (NoSuchElementException e) {
      sendError(exchange, 404, Objects.toString(e.getMessage(), "Not found."));
    } catch (RuntimeException e) {
      sendError(exchange, 500, Objects.toString(e.getMessage(), e.getClass().getName()));
    }
  }

  private static void sendError(HttpExchange exchange, int status, String line) throws IOException {
    sendJson(exchange, status, Json.of(Map.of("error", line)));
  }

  private static void sendJson(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = (json + "\n").getBytes(StandardCharsets.UTF_8);
    send(exchange, status, "application/json; charset=utf-8", body);
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] readPage() throws IOException {
    try (InputStream page = DemoServer.class.getResourceAsStream("page.html")) {
      return Objects.requireNonNull(page, "page.html is missing from the jar").readAllBytes();
    }
  }
}
