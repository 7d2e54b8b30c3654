package dev.multilayercache.demo;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A headless Chromium that shows one page, driven over its DevTools protocol.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">DevTools protocol</a>
 */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern PAGE_SOCKET =
      Pattern.compile(
          "\"type\": \"page\".*?\"webSocketDebuggerUrl\": \"(ws:[^\"]+)\"", Pattern.DOTALL);
  private static final Pattern VALUE = Pattern.compile("\"value\":\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final Process process;
  private final WebSocket socket;
  private final Answers answers = new Answers();

  /** Opens a page with a new profile under target/, which its last processes may still write to. */
  Browser(Path chromium, String url) throws Exception {
    Path profile = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "chromium-");
    this.process =
        new ProcessBuilder(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                url)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    DemoClient devTools = new DemoClient(devToolsPort(profile));
    await().atMost(PATIENCE).until(() -> pageSocket(devTools).isPresent());
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(pageSocket(devTools).get()), answers)
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Where Chromium is installed, if it is. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
        .flatMap(
            directory ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The value of a JavaScript expression as text. */
  synchronized String evaluate(String expression) throws Exception {
    CompletableFuture<String> answer = answers.next();
    String text = "String(" + expression + ")";
    Map<String, Object> parameters = Map.of("expression", text, "returnByValue", true);
    socket.sendText(
        Json.of(Map.of("id", 1, "method", "Runtime.evaluate", "params", parameters)),
        /* last= */ true);

    String result = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    Matcher value = VALUE.matcher(result);
    if (result.contains("\"exceptionDetails\"") || !value.find()) {
      throw new AssertionError(expression + ": " + result);
    }
    return value.group(1);
  }

  /** Waits until a JavaScript expression is true. */
  void awaitTrue(String expression) {
    await(expression).atMost(PATIENCE).until(() -> evaluate(expression).equals("true"));
  }

  @Override
  public void close() throws Exception {
    socket.abort();
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private int devToolsPort(Path profile) throws Exception {
    Path announcement = profile.resolve("DevToolsActivePort");
    await()
        .atMost(PATIENCE)
        .until(() -> Files.exists(announcement) && Files.readAllLines(announcement).size() == 2);
    return Integer.parseInt(Files.readAllLines(announcement).get(0));
  }

  private static Optional<String> pageSocket(DemoClient devTools) throws Exception {
    Matcher page = PAGE_SOCKET.matcher(devTools.get("/json/list").body());
    return page.find() ? Optional.of(page.group(1)) : Optional.empty();
  }

  /** Puts the parts of a message together and hands it to whoever waits for it. */
  private static final class Answers implements WebSocket.Listener {

    private final StringBuilder parts = new StringBuilder();
    private volatile CompletableFuture<String> awaited = new CompletableFuture<>();

    CompletableFuture<String> next() {
      awaited = new CompletableFuture<>();
      return awaited;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        awaited.complete(parts.toString());
        parts.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
