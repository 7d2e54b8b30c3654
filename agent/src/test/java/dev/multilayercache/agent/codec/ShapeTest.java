package dev.multilayercache.agent.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.multilayercache.agent.testing.CompiledSources;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {
  @TempDir Path directory;

  private static boolean initialized;

  @SuppressWarnings("unused")
  private static class Outer<T> {
    static {
      initialized = true;
    }

    private static int counted;
    Inner inner;
    List<? extends Map<String, T[]>>[] lists;
    transient int hash;

    private class Inner {
      Colour colour;
    }
  }

  private enum Colour {
    RED,
    GREEN
  }

  private record Basket(List<Outer<String>> items) {}

  /** Written down: nodes on other JDKs must come to the same text. */
  @Test
  void is_the_same_text_in_every_JVM() {
    String name = ShapeTest.class.getName();

    assertEquals(
        "class "
            + name
            + "$Outer < java.lang.Object[hash transient int, inner "
            + name
            + "$Outer$Inner<>, lists java.util.List<?<java.util.Map<java.lang.String,T[],>,>^,>[]]",
        Shape.of(Outer.class));
    assertEquals(
        "record "
            + name
            + "$Basket < java.lang.Record[items java.util.List<"
            + name
            + "$Outer<java.lang.String,>,>]",
        Shape.of(Basket.class));
    assertEquals(
        "enum " + name + "$Colour < java.lang.Enum<" + name + "$Colour,>[GREEN, RED]",
        Shape.of(Colour.class));
  }

  @Test
  void is_told_without_initializing_the_class() {
    Shape.of(Outer.class);

    assertFalse(initialized);
  }

  private long fingerprint(String source) throws Exception {
    Path classes = CompiledSources.compile(directory, Map.of("app/App", "package app;\n" + source));
    ClassLoader loader = CompiledSources.loader(classes);
    Method find = loader.loadClass("app.App").getMethod("find");
    return new ValueCodec(find.getGenericReturnType(), loader).fingerprint();
  }

  private static String app(String type, String classes) {
    return "public class App { public static " + type + " find() { return null; } }\n" + classes;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Item | class Item { int a; long b; } | class Item { long b; int a; }
          Item | class Item { int a; } | class Item { static int c; int a; void more() {} }
          Item | class Item { int a; } | class Item { public final int a = 1; }
          Item | enum Item { A, B } | enum Item { B, A }
          """)
  void stays_when_state_is_stored_alike(String type, String before, String after) throws Exception {
    assertEquals(fingerprint(app(type, before)), fingerprint(app(type, after)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Item | class Item { int a; } | class Item { int a; int b; }
          Item | class Item { int a; } | class Item { int b; }
          Item | class Item { int a; } | class Item { long a; }
          Item | class Item { int a; } | class Item { transient int a; }
          Item | class Item { int a; } | class Item extends Base { int a; } class Base {}
          Item | class Item extends Base { } class Base { int a; } | class Item extends Base { int a; } class Base { }
          Item | class Item { Part a; } class Part { int b; } | class Item { Part a; } class Part { long b; }
          Item | record Item(int a) {} | class Item { int a; }
          Item | enum Item { A, B } | enum Item { A, B, C }
          java.util.List<Item> | class Item { int a; } | class Item { long a; }
          java.util.Optional<Item[]> | class Item { int a; } | class Item { long a; }
          java.util.Map<String, ? extends Item> | class Item { int a; } | class Item { long a; }
          Box<Item> | class Box<T> { T it; } class Item { int a; } | class Box<T> { T it; } class Item { long a; }
          """)
  void changes_with_what_is_stored(String type, String before, String after) throws Exception {
    assertNotEquals(fingerprint(app(type, before)), fingerprint(app(type, after)));
  }

  @ParameterizedTest
  @CsvSource({
    "int, long",
    "String, Integer",
    "java.util.List<String>, java.util.List<Integer>",
    "java.util.List<String>, java.util.Set<String>",
    "int[], long[]",
    "String, java.util.Optional<String>",
  })
  void changes_with_the_declared_result(String before, String after) throws Exception {
    assertNotEquals(
        fingerprint("public class App { public static native " + before + " find(); }"),
        fingerprint("public class App { public static native " + after + " find(); }"));
  }

  @Test
  void of_a_class_whose_parts_are_missing_is_told_too() throws Exception {
    Path parts =
        CompiledSources.compile(directory, Map.of("app/Part", "package app; public class Part {}"));
    Path classes =
        CompiledSources.compile(
            directory, Map.of("app/Item", "package app; public class Item { Part a; }"), parts);
    Class<?> item = CompiledSources.loader(classes).loadClass("app.Item");

    assertEquals("incomplete app.Item", Shape.of(item));
  }
}
