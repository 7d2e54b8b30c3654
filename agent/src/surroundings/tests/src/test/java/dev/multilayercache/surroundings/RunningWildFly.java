package dev.multilayercache.surroundings;

import dev.multilayercache.agent.testing.ForkedJvm;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * WildFly in a JVM of its own with the packaged agent, started as its own script does, and the web
 * application that it deploys.
 */
final class RunningWildFly implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String STARTED = "WFLYSRV0025";
  private static final String STARTED_WITH_ERRORS = "WFLYSRV0026";

  /** What its script opens. */
  private static final List<String> OPENED =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.invoke",
          "java.base/java.lang.reflect",
          "java.base/java.io",
          "java.base/java.net",
          "java.base/java.security",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.management/javax.management",
          "java.naming/javax.naming");

  private final ForkedJvm jvm;
  private final HttpCalls http;

  private RunningWildFly(ForkedJvm jvm, int port) {
    this.jvm = jvm;
    this.http = new HttpCalls(port);
    String line;
    do {
      line = jvm.nextLine(PATIENCE);
      if (line.contains(STARTED_WITH_ERRORS)) {
        throw new AssertionError(line);
      }
    } while (!line.contains(STARTED));
  }

  /** Starts it in a directory; returns when the web application is deployed. */
  static RunningWildFly start(Path directory, ForkedJvm.Builder java) throws IOException {
    Path home = home();
    Path deployments = Files.createDirectories(directory.resolve("deployments"));
    Files.copy(
        ForkedJvm.existing("agent/src/surroundings/web-app/target/web-app.war"),
        deployments.resolve("shop.war"));
    copy(home.resolve("standalone/configuration"), directory.resolve("configuration"));
    int port = freePort();
    java.option("-Xmx512m")
        .option("-Djboss.home.dir=" + home)
        .option("-Djboss.server.base.dir=" + directory)
        .option("-Dorg.jboss.boot.log.file=" + directory.resolve("server.log"))
        .option(
            "-Dlogging.configuration="
                + directory.resolve("configuration/logging.properties").toUri())
        .option("-Djboss.bind.address=127.0.0.1")
        .option("-Djboss.http.port=" + port)
        .option("-Djboss.https.port=0")
        .option("-Djboss.management.http.port=0")
        .option("-Djboss.management.https.port=0");
    OPENED.forEach(each -> java.option("--add-opens=" + each + "=ALL-UNNAMED"));
    ForkedJvm jvm =
        java.startJar(
            home.resolve("jboss-modules.jar"),
            "-mp",
            home.resolve("modules").toString(),
            "org.jboss.as.standalone");
    try {
      return new RunningWildFly(jvm, port);
    } catch (AssertionError e) {
      jvm.close();
      throw new AssertionError(jvm.output() + "\n" + jvm.errors(), e);
    }
  }

  private static Path home() {
    File[] unpacked = Path.of("target", "application-server").toAbsolutePath().toFile().listFiles();
    if (unpacked == null || unpacked.length != 1) {
      throw new AssertionError("WildFly is missing: run the tests with mvn verify");
    }
    return unpacked[0].toPath();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Files.copy(each, to.resolve(each.getFileName()));
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  ForkedJvm jvm() {
    return jvm;
  }

  String page(int number) {
    return http.get("/shop/page?number=" + number);
  }

  void invalidate() {
    http.post("/shop/page");
  }

  /** As {@code kill} ends it. */
  int terminate() {
    jvm.terminate();
    return jvm.waitFor();
  }

  @Override
  public void close() {
    jvm.close();
  }
}
