package dev.multilayercache.surroundings;

import dev.multilayercache.agent.testing.ForkedJvm;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Spring Boot application, started as {@code java -jar}, and a client of it. */
final class RunningShop implements AutoCloseable {
  private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

  private final ForkedJvm jvm;
  private final HttpCalls http;

  private RunningShop(ForkedJvm jvm) {
    this.jvm = jvm;
    this.http = new HttpCalls(awaitPort(jvm));
    awaitLine(jvm, Pattern.compile("Started BootApp"));
  }

  static RunningShop start(ForkedJvm.Builder java) {
    Path jar =
        ForkedJvm.existing("agent/src/surroundings/spring-boot-app/target/spring-boot-app.jar");
    ForkedJvm jvm = java.startJar(jar, "--server.port=0", "--server.address=127.0.0.1");
    try {
      return new RunningShop(jvm);
    } catch (AssertionError e) {
      jvm.close();
      throw new AssertionError(jvm.output() + "\n" + jvm.errors(), e);
    }
  }

  private static int awaitPort(ForkedJvm jvm) {
    return Integer.parseInt(awaitLine(jvm, STARTED).group(1));
  }

  private static Matcher awaitLine(ForkedJvm jvm, Pattern pattern) {
    Matcher matcher;
    do {
      matcher = pattern.matcher(jvm.nextLine());
    } while (!matcher.find());
    return matcher;
  }

  ForkedJvm jvm() {
    return jvm;
  }

  String get(String path) {
    return http.get(path);
  }

  void post(String path) {
    http.post(path);
  }

  /** How often a method's body ran with an argument. */
  int bodies(String method, Object argument) {
    return Integer.parseInt(get("/bodies/" + method + "/" + argument));
  }

  @Override
  public void close() {
    jvm.close();
  }
}
