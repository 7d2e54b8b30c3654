package dev.multilayercache.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.multilayercache.agent.testing.ForkedJvm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** What the page on testing and the README show, done. */
class DocumentationIT {
  private static final Path README = Path.of("..", "..", "README.md");
  private static final Path PAGE = Path.of("..", "docs", "testing.md");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final Pattern TEST_CLASS = Pattern.compile("(?m)^class (\\w+Test) ");

  @TempDir Path directory;

  private static List<String> blocks(Path file, String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(file))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  private static List<String> tests(Path file) throws IOException {
    return blocks(file, "java").stream().filter(each -> each.contains("@Test")).toList();
  }

  /** Compiles the texts, each into a file, and runs the tests in them in a JVM of its own. */
  private List<String> run(List<String> sources) throws IOException {
    String classPath = System.getProperty("java.class.path");
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-g", "-cp", classPath, "-d", directory.toString()));
    List<String> tests = new ArrayList<>();
    for (String each : sources) {
      Path file = Files.createTempDirectory(directory, "source").resolve("Source.java");
      arguments.add(Files.writeString(file, each).toString());
      TEST_CLASS.matcher(each).results().map(found -> found.group(1)).forEach(tests::add);
    }
    assertFalse(tests.isEmpty());
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new)));
    try (ForkedJvm jvm =
        ForkedJvm.java()
            .classPath(directory, Path.of(classPath))
            .start(InnerTests.class.getName(), tests.toArray(String[]::new))) {
      jvm.waitFor();
      return jvm.output();
    }
  }

  /** The README's test is of the class that it shows before. */
  @Test
  void the_tests_succeed() throws Exception {
    String products =
        blocks(README, "java")
            .get(0)
            .replace("query(id)", "new Product(id, \"books\")")
            .replace("update(product);", "");
    List<String> sources = new ArrayList<>(tests(PAGE));
    sources.addAll(tests(README));
    sources.add(products + "record Product(long id, String category) {}");

    assertEquals(List.of("3 of 3 succeeded", "1 of 1 succeeded"), run(sources));
  }

  @Test
  void the_dependency_is_this_artifact() throws Exception {
    Document pom = parsed(Files.readString(Path.of("pom.xml")));
    String version = text(pom, "version");

    for (Path each : List.of(README, PAGE)) {
      Document dependency =
          parsed(
              blocks(each, "xml").stream()
                  .filter(block -> block.contains("testkit"))
                  .findFirst()
                  .orElseThrow());
      assertEquals("dev.multilayercache", text(dependency, "groupId"));
      assertEquals("multilayer-cache-testkit", text(dependency, "artifactId"));
      assertEquals(version, text(dependency, "version"));
      assertEquals("test", text(dependency, "scope"));
    }
  }

  @Test
  void the_plugins_start_the_tests_with_the_agent() throws Exception {
    String line = text(parsed(blocks(PAGE, "xml").get(1)), "argLine");

    assertEquals(
        "-javaagent:${dev.multilayercache:multilayer-cache-agent:jar} -Dmultilayercache.virtualClock=true -Dmultilayercache.log=warn",
        line);
    assertEquals("properties", text(parsed(blocks(PAGE, "xml").get(1)), "goal"));
  }

  private static Document parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(Document xml, String tag) {
    return xml.getElementsByTagName(tag).item(0).getTextContent();
  }
}
