package dev.multilayercache.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project of its own that does what the README says to those who use the agent. */
class ReadmeProjectIT {
  private static final String MAIN =
      """
      class Main {
        static Product query(long id) {
          System.out.println("query " + id);
          return new Product(id, "books");
        }

        public static void main(String[] arguments) {
          Products products = new Products();
          products.find(1);
          products.find(1);
        }
      }
      record Product(long id, String category) {}
      """;

  /** Plugins of the build itself, so that no others are fetched. */
  private static final String POM =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>com.acme</groupId>
        <artifactId>shop</artifactId>
        <version>1</version>
        <properties>
          <maven.compiler.release>17</maven.compiler.release>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
        <dependencies>
      %s
        </dependencies>
        <build>
          <pluginManagement>
            <plugins>
              <plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
              <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.16.0</version></plugin>
            </plugins>
          </pluginManagement>
        </build>
      </project>
      """;

  /** What the project names; all together takes minutes. */
  private static final String THAT_PART = " -pl annotations -am";

  @TempDir Path directory;

  @Test
  void that_installs_the_annotations_and_names_the_dependency_is_cached() throws Exception {
    Path copy = directory.resolve("copy");
    Readme.copySources(copy);
    String locally = " -Dmaven.repo.local=" + repositoryWithoutOurs();
    sh(copy, Readme.blocks("sh").get(2).strip() + THAT_PART + locally);
    Path project = Files.createDirectories(directory.resolve("project"));
    Files.writeString(project.resolve("pom.xml"), POM.formatted(Readme.blocks("xml").get(0)));
    writeExample(Files.createDirectories(project.resolve("src/main/java")));
    sh(project, "mvn -q -B compile" + locally);

    String printed = run(project.resolve("target/classes"));

    assertEquals(
        List.of("query 1"), printed.lines().filter(line -> line.startsWith("query")).toList());
  }

  @Test
  void that_is_compiled_by_plain_javac_is_told_what_to_do() throws Exception {
    Path sources = Files.createDirectories(directory.resolve("sources"));
    writeExample(sources);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                annotations().toString(),
                "-d",
                directory.toString(),
                sources.resolve("Products.java").toString(),
                sources.resolve("Main.java").toString());
    assertEquals(0, status);

    String printed = run(directory);

    assertTrue(printed.contains("query 1\nquery 1\n"), printed);
    assertTrue(printed.contains("-parameters or -g"), printed);
  }

  private static void writeExample(Path sources) throws IOException {
    String products =
        Readme.blocks("java")
            .get(0)
            .replace("query(id)", "Main.query(id)")
            .replace("update(product);", "");
    Files.writeString(sources.resolve("Products.java"), products);
    Files.writeString(sources.resolve("Main.java"), MAIN);
  }

  /** All that has been fetched, and none of what this project has installed. */
  private Path repositoryWithoutOurs() throws IOException {
    Path fetched =
        Path.of(
            System.getProperty(
                "localRepository", System.getProperty("user.home") + "/.m2/repository"));
    Path repository = Files.createDirectories(directory.resolve("repository"));
    link(fetched, repository, "dev");
    link(
        fetched.resolve("dev"),
        Files.createDirectory(repository.resolve("dev")),
        "multilayercache");
    return repository;
  }

  /**
   * Of what is not ours only the links are deleted; the end of a temporary directory warns of each.
   */
  @AfterEach
  void removeLinks() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path each : files.filter(Files::isSymbolicLink).toList()) {
        Files.delete(each);
      }
    }
  }

  private static void link(Path from, Path to, String except) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> entries = Files.list(from)) {
      for (Path each : entries.filter(entry -> !entry.endsWith(except)).toList()) {
        Files.createSymbolicLink(to.resolve(each.getFileName()), each);
      }
    }
  }

  /** What the example prints, with the agent. */
  private String run(Path classes) throws Exception {
    return sh(
        directory,
        "'%s/bin/java' '-javaagent:%s' -cp '%s:%s' Main"
            .formatted(
                System.getProperty("java.home"),
                Readme.ROOT.resolve("agent/target/multilayer-cache-agent.jar"),
                classes,
                annotations()));
  }

  private static Path annotations() {
    return Readme.ROOT.resolve("annotations/target/multilayer-cache-annotations.jar");
  }

  /** Runs a command and gives what it printed; one that fails or hangs is an error. */
  private String sh(Path where, String command) throws Exception {
    Path output = Files.createTempFile(directory, "output", ".txt");
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    String printed = Files.readString(output);
    assertTrue(ended && process.exitValue() == 0, () -> command + ":\n" + printed);
    return printed;
  }
}
