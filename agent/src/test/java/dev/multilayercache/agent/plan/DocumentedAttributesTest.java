package dev.multilayercache.agent.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.multilayercache.MultiLayerCached;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether the table of attributes in README.md is of those that the annotation has. */
class DocumentedAttributesTest {
  private static final String HEAD = "| attribute of `@MultiLayerCached` |";
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  @Test
  void each_attribute_has_a_row_and_each_row_an_attribute() throws IOException {
    Set<String> attributes =
        Stream.of(MultiLayerCached.class.getDeclaredMethods())
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(attributes, documented());
  }

  private static Set<String> documented() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("..", "README.md"))) {
      return lines
          .dropWhile(line -> !line.startsWith(HEAD))
          .skip(2) // the head, and the rule below it
          .takeWhile(line -> line.startsWith("|"))
          .map(line -> line.split("\\|")[1])
          .flatMap(cell -> NAME.matcher(cell).results())
          .map((MatchResult each) -> each.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
