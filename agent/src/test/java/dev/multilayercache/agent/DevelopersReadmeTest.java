package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether the table of packages in agent/README.md is of those that there are. */
class DevelopersReadmeTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/multilayercache/agent");
  private static final Path TESTKIT = Path.of("testkit/src/main/java/dev/multilayercache/testkit");
  private static final Pattern ROW = Pattern.compile("\\| ([(`].*) \\| .* \\| (.*) \\|");
  private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");

  /**
   * What one row says.
   *
   * @param subject packages, or what stands in parentheses instead
   */
  private record Row(String subject, List<String> doors) {
    List<String> packages() {
      return subject.startsWith("(") ? List.of() : names(subject);
    }

    List<Path> directories() {
      if (subject.equals("(module `testkit`)")) {
        return List.of(TESTKIT);
      }
      return subject.equals("(root)")
          ? List.of(SOURCES)
          : packages().stream().map(each -> SOURCES.resolve(each.replace('.', '/'))).toList();
    }
  }

  @Test
  void each_package_has_its_question() throws IOException {
    Set<String> asked = new TreeSet<>();
    for (Row each : rows()) {
      asked.addAll(each.packages());
    }

    assertEquals(packages(), asked);
  }

  @Test
  void each_door_is_a_class_of_its_package() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Row row : rows()) {
      for (String door : row.doors()) {
        if (row.directories().stream()
            .noneMatch(each -> Files.exists(each.resolve(door + ".java")))) {
          missing.add(row.subject() + ": " + door);
        }
      }
    }

    assertEquals(List.of(), missing);
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("README.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.add(new Row(row.group(1), names(row.group(2))));
      }
    }
    assertFalse(rows.isEmpty(), "no table of packages");
    return rows;
  }

  private static List<String> names(String cell) {
    return NAME.matcher(cell).results().map((MatchResult each) -> each.group(1)).toList();
  }

  private static Set<String> packages() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return new TreeSet<>(
          files
              .filter(each -> each.endsWith("package-info.java"))
              .map(each -> SOURCES.relativize(each.getParent()).toString().replace('/', '.'))
              .filter(each -> !each.isEmpty())
              .toList());
    }
  }
}
