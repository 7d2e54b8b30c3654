package dev.multilayercache.agent.layer.hazelcast;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a new version of an application changes in the class of a cached value.
 *
 * @param reading what the versions make of each other's values
 * @param others classes beside {@code Item} that either version has
 */
record ClassChange(
    String name,
    Reading reading,
    Item before,
    Item after,
    String othersBefore,
    String othersAfter) {

  /**
   * The class of the value.
   *
   * @param fields as in a record
   * @param arguments of the value that both versions mean
   */
  record Item(String fields, String arguments) {}

  /** How a value is written, which depends on how its class and the method are declared. */
  enum Form {
    /** A record is the declared result: JSON. */
    RECORD,
    /** A class is the declared result: JSON. */
    CLASS,
    /** In collections of another record: JSON. */
    NESTED,
    /** A record behind an interface: serialized, and found by the value alone. */
    RECORD_BEHIND_INTERFACE,
    /** A class behind an interface, whose versions the JDK takes for compatible. */
    CLASS_BEHIND_INTERFACE
  }

  /** What nodes make of the other version's values. */
  enum Reading {
    /** Both read them. */
    SHARED,
    /** To each they are a miss. */
    APART,
    /** The one or the other. */
    APART_IF_SERIALIZED
  }

  boolean isApart(Form form) {
    boolean isSerialized =
        form == Form.RECORD_BEHIND_INTERFACE || form == Form.CLASS_BEHIND_INTERFACE;
    return reading == Reading.APART || reading == Reading.APART_IF_SERIALIZED && isSerialized;
  }

  static final List<ClassChange> ALL =
      List.of(
          change(
              "nothing",
              Reading.SHARED,
              item("String name", "\"tea\""),
              item("String name", "\"tea\"")),
          change(
              "a field is added",
              item("String name", "\"tea\""),
              item("String name, int price", "\"tea\", 3")),
          change(
              "a field is removed",
              item("String name, int price", "\"tea\", 3"),
              item("String name", "\"tea\"")),
          change(
              "a field is renamed",
              item("String name", "\"tea\""),
              item("String title", "\"tea\"")),
          change("int becomes long", item("int price", "3"), item("long price", "3L")),
          change("int becomes Integer", item("int price", "3"), item("Integer price", "3")),
          change("String becomes int", item("String price", "\"3\""), item("int price", "3")),
          change(
              "double becomes BigDecimal",
              item("double price", "1.5"),
              item("java.math.BigDecimal price", "new java.math.BigDecimal(\"1.5\")")),
          change(
              "the type of a list's elements",
              item("java.util.List<String> sizes", "java.util.List.of(\"1\")"),
              item("java.util.List<Integer> sizes", "java.util.List.of(1)")),
          change(
              "the type of a map's values",
              item("java.util.Map<String, Integer> stock", "java.util.Map.of(\"a\", 1)"),
              item("java.util.Map<String, Long> stock", "java.util.Map.of(\"a\", 1L)")),
          change(
              "two fields change places",
              Reading.SHARED,
              item("int width, int height", "1, 2"),
              item("int height, int width", "2, 1")),
          change(
              "two fields change names",
              item("int width, long height", "1, 2L"),
              item("long width, int height", "2L, 1")),
          ofEnum(
              "a constant is added", "Colour.RED", "RED, GREEN", "Colour.RED", "RED, GREEN, BLUE"),
          ofEnum("a constant is removed", "Colour.RED", "RED, GREEN", "Colour.GREEN", "GREEN"),
          ofEnum("a constant is renamed", "Colour.RED", "RED, GREEN", "Colour.ROSE", "ROSE, GREEN"),
          new ClassChange(
              "a field's class gets a field",
              Reading.APART,
              item("Address address", "new Address(\"Rome\")"),
              item("Address address", "new Address(\"Rome\", 7)"),
              "record Address(String town) implements java.io.Serializable {}",
              "record Address(String town, int zip) implements java.io.Serializable {}"),
          new ClassChange(
              "a field's class is moved",
              Reading.APART,
              item("Old.Address address", "new Old.Address(\"Rome\")"),
              item("New.Address address", "new New.Address(\"Rome\")"),
              "class Old { record Address(String town) implements java.io.Serializable {} }",
              "class New { record Address(String town) implements java.io.Serializable {} }"),
          new ClassChange(
              "a method of a class without serialVersionUID",
              Reading.APART_IF_SERIALIZED,
              item("Part part", "new Part()"),
              item("Part part", "new Part()"),
              "class Part implements java.io.Serializable { int size = 7;"
                  + " public String toString() { return \"size \" + size; } }",
              "class Part implements java.io.Serializable { int size = 7; void more() {}"
                  + " public String toString() { return \"size \" + size; } }"));

  private static Item item(String fields, String arguments) {
    return new Item(fields, arguments);
  }

  private static ClassChange change(String name, Item before, Item after) {
    return change(name, Reading.APART, before, after);
  }

  private static ClassChange change(String name, Reading reading, Item before, Item after) {
    return new ClassChange(name, reading, before, after, "", "");
  }

  private static ClassChange ofEnum(
      String name, String before, String constantsBefore, String after, String constantsAfter) {
    return new ClassChange(
        name,
        Reading.APART,
        item("Colour colour", before),
        item("Colour colour", after),
        "enum Colour { " + constantsBefore + " }",
        "enum Colour { " + constantsAfter + " }");
  }

  String packageOf(Form form) {
    return "app."
        + name.replaceAll("[^a-zA-Z]", "_")
        + ".as_"
        + form.name().toLowerCase(Locale.ROOT);
  }

  Map<String, String> before(Form form) {
    return sources(form, before, othersBefore);
  }

  Map<String, String> after(Form form) {
    return sources(form, after, othersAfter);
  }

  private Map<String, String> sources(Form form, Item item, String others) {
    boolean isClass = form == Form.CLASS || form == Form.CLASS_BEHIND_INTERFACE;
    String value = "new Item(" + item.arguments + ")";
    Map<String, String> sources = new LinkedHashMap<>();
    add(sources, form, "Item", isClass ? asClass(item) : asRecord(item));
    add(sources, form, "Thing", "interface Thing extends java.io.Serializable {}");
    add(sources, form, "Others", others);
    add(
        sources,
        form,
        "Basket",
        "public record Basket(java.util.List<Item> items, java.util.Map<String, Item> named) {}");
    add(
        sources,
        form,
        "Repository",
        switch (form) {
          case RECORD, CLASS -> method("Item", value);
          case RECORD_BEHIND_INTERFACE, CLASS_BEHIND_INTERFACE -> method("Thing", value);
          case NESTED ->
              method(
                  "Basket",
                  "new Basket(java.util.List.of("
                      + value
                      + "), java.util.Map.of(\"one\", "
                      + value
                      + "))");
        });
    return sources;
  }

  private void add(Map<String, String> sources, Form form, String name, String source) {
    String directory = packageOf(form).replace('.', '/') + "/";
    sources.put(directory + name, "package " + packageOf(form) + ";\n" + source);
  }

  private static String method(String type, String value) {
    return "public class Repository { public static "
        + type
        + " find() { return "
        + value
        + "; } }";
  }

  private static String asRecord(Item item) {
    return "record Item(" + item.fields + ") implements Thing {}";
  }

  /** With a serialVersionUID, so that only the fields tell one version from the other. */
  private static String asClass(Item item) {
    StringBuilder source =
        new StringBuilder("class Item implements Thing {\n")
            .append("  private static final long serialVersionUID = 1;\n");
    StringBuilder assignments = new StringBuilder();
    StringBuilder text = new StringBuilder("\"Item\"");
    for (String field : item.fields.split(", (?!Long|Integer)")) {
      String name = field.substring(field.lastIndexOf(' ') + 1);
      source.append("  private ").append(field).append(";\n");
      assignments.append(" this.").append(name).append(" = ").append(name).append(';');
      text.append(" + \" ").append(name).append("=\" + ").append(name);
    }
    return source
        .append("  Item() {}\n  Item(" + item.fields + ") {" + assignments + " }\n")
        .append("  @Override public String toString() { return " + text + "; }\n}\n")
        .toString();
  }

  @Override
  public String toString() {
    return name;
  }
}
