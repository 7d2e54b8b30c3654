package dev.multilayercache.surroundings;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.surroundings.fixture.TomcatApp;
import jakarta.annotation.PostConstruct;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/**
 * A Tomcat in a JVM of its own with the packaged agent, and the web application to deploy on it.
 */
final class RunningTomcat implements AutoCloseable {
  /** What Tomcat's own start script opens, so that it can look for leaks. */
  private static final List<String> OPENED =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.reflect",
          "java.base/java.io",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.rmi/sun.rmi.transport");

  /** As its catalina.properties has it: else each deployment reads all of Tomcat's classes. */
  private static final String UNSCANNED =
      "-Dtomcat.util.scan.StandardJarScanFilter.jarsToSkip=tomcat*.jar";

  private final ForkedJvm jvm;
  private final HttpCalls http;

  private RunningTomcat(ForkedJvm jvm) {
    this.jvm = jvm;
    this.http = new HttpCalls(Integer.parseInt(jvm.nextLine()));
  }

  static RunningTomcat start(Path directory, @Nullable Path configuration) {
    Path war = ForkedJvm.existing("agent/src/surroundings/web-app/target/web-app.war");
    // On so few, Hazelcast's own default is a new thread for each answer.
    ForkedJvm.Builder java =
        ForkedJvm.java()
            .option("-XX:ActiveProcessorCount=2")
            .option(UNSCANNED)
            .agent(configuration);
    OPENED.forEach(each -> java.option("--add-opens=" + each + "=ALL-UNNAMED"));
    return new RunningTomcat(
        java.classPath(
                Libraries.of(TomcatApp.class),
                Libraries.of(Tomcat.class),
                Libraries.of(PostConstruct.class))
            .start(TomcatApp.class.getName(), war.toString(), directory.toString()));
  }

  ForkedJvm jvm() {
    return jvm;
  }

  void deploy() {
    expect("deployed", jvm.ask("deploy"));
  }

  void undeploy() {
    expect("undeployed", jvm.ask("undeploy"));
  }

  /** Undeploys and deploys again. */
  void redeploy() {
    undeploy();
    deploy();
  }

  String page(int number) {
    return http.get("/shop/page?number=" + number);
  }

  /** Fills the application's caches. */
  void browse(int pages) {
    for (int number = 0; number < pages; number++) {
      String first = page(number);
      expect(first, page(number));
    }
  }

  void invalidate() {
    http.post("/shop/page");
  }

  /** Class loaders of deployments that are still in memory after a collection. */
  int loaders() {
    return Integer.parseInt(jvm.ask("loaders"));
  }

  /** Stopped web applications that Tomcat itself finds in memory. */
  int leaks() {
    return Integer.parseInt(jvm.ask("leaks"));
  }

  /** Kilobytes in use after a collection. */
  long heap() {
    return Long.parseLong(jvm.ask("heap"));
  }

  /** Classes in memory after a collection. */
  int classes() {
    return Integer.parseInt(jvm.ask("classes"));
  }

  /** How many threads were ever made that nobody gave a name. */
  int unnamedThreads() {
    return Integer.parseInt(jvm.ask("unnamed threads"));
  }

  /** The names of the caches' MBeans. */
  Set<ObjectName> cacheMBeans() {
    try {
      return jvm.jmx().queryNames(new ObjectName("dev.multilayercache:type=Cache,*"), null);
    } catch (JMException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * What Tomcat said that is not plain information; each line of its follows one with the class.
   */
  List<String> warnings() {
    List<String> lines = jvm.errors();
    return IntStream.range(1, lines.size())
        .filter(i -> lines.get(i - 1).contains(" org.apache."))
        .mapToObj(lines::get)
        .filter(line -> !line.startsWith("INFO: "))
        .filter(line -> !line.contains("SecureRandom")) // is slow on a busy machine
        .toList();
  }

  private void expect(String expected, String answer) {
    if (!answer.equals(expected)) {
      throw new AssertionError(answer + "; stderr: " + jvm.errors());
    }
  }

  @Override
  public void close() {
    jvm.close();
  }
}
