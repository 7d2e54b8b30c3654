package dev.multilayercache.agent.expression;

import dev.multilayercache.agent.expression.BoundExpression.Value;
import dev.multilayercache.agent.expression.Node.Comparison;
import dev.multilayercache.agent.expression.Node.Constant;
import dev.multilayercache.agent.expression.Node.Path;
import dev.multilayercache.agent.text.NearestName;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of an expression that is a value, with what is known of its type.
 *
 * @param node as it was written
 * @param type null for null itself
 */
record Operand(Node node, @Nullable Class<?> type, Value value) {

  /**
   * @throws IllegalArgumentException if it is neither true nor false
   */
  void checkTruth() {
    Kind kind = kind();
    if (kind != Kind.TRUTH && kind != Kind.OPEN) {
      String example =
          switch (kind) {
            case NUMBER -> " > 0";
            case TEXT -> " != ''";
            default -> " != null";
          };
      throw Mistake.at(
          node.column(),
          "%s, which is neither true nor false. Compare it, for example %s%s."
              .formatted(described(), node instanceof Path path ? path.text() : "id", example));
    }
  }

  /**
   * @throws IllegalArgumentException if it has no size
   */
  void checkSize() {
    if (type == null || !Kind.canHaveSize(type)) {
      throw Mistake.at(
          node.column(),
          described()
              + ", which has no size. Only a text, a collection, a map, an array and an Optional have"
              + " one.");
    }
  }

  /**
   * @throws IllegalArgumentException if values of these types are never equal, or have no order
   */
  void checkComparison(Comparison comparison, Operand other) {
    Operator operator = comparison.operator();
    Class<?> left = type;
    Class<?> right = other.type;
    if (left == null || right == null) {
      checkNull(comparison, left == null ? other : this);
    } else if (Kind.of(left) == Kind.ARRAY || Kind.of(right) == Kind.ARRAY) {
      throw Mistake.at(
          comparison.column(),
          "arrays are not compared. Compare a size, size(name), or a property.");
    } else if (operator.isEquality() && !Kind.canEqual(left, right)) {
      throw Mistake.at(
          comparison.column(),
          "%s and %s: they are never equal. Compare values of one kind."
              .formatted(described(), other.described()));
    } else if (!operator.isEquality() && !Kind.canOrder(left, right)) {
      throw Mistake.at(
          comparison.column(),
          "%s and %s: %s does not order them. Compare numbers, texts or values of one type that has"
                  .formatted(described(), other.described(), operator)
              + " an order.");
    } else {
      checkConstantOf(left, other);
      other.checkConstantOf(right, this);
    }
  }

  private static void checkNull(Comparison comparison, Operand other) {
    Class<?> type = other.type;
    if (!comparison.operator().isEquality()) {
      throw Mistake.at(comparison.column(), "null has no order. Write == null or != null.");
    }
    if (type != null && type.isPrimitive()) {
      throw Mistake.at(
          comparison.column(),
          other.described() + ", which is never null. Leave the comparison out.");
    }
  }

  /** A name beside an enum must be one of its constants. */
  private void checkConstantOf(Class<?> type, Operand other) {
    if (!type.isEnum() || !(other.node instanceof Constant name)) {
      return;
    }
    List<String> names =
        Arrays.stream(type.getEnumConstants()).map(each -> ((Enum<?>) each).name()).toList();
    if (name.value() instanceof String text && !names.contains(text)) {
      throw Mistake.at(
          name.column(),
          "%s has no constant \"%s\". %s"
              .formatted(type.getName(), text, NearestName.suggest(text, names)));
    }
  }

  private Kind kind() {
    return type == null ? Kind.NOTHING : Kind.of(type);
  }

  /** The beginning of a sentence: {@code id is of type long}, {@code 'x' is a text}. */
  private String described() {
    if (node instanceof Constant constant) {
      return switch (kind()) {
        case NUMBER -> constant.text() + " is a number";
        case TEXT -> constant.text() + " is a text";
        case NOTHING -> "it is null";
        default -> constant.text() + " is true or false";
      };
    }
    if (node instanceof Path path && type != null) {
      return path.text()
          + (kind() == Kind.OPEN ? " may be anything" : " is of type " + type.getTypeName());
    }
    return kind() == Kind.NUMBER ? "a size is a number" : "a comparison is true or false";
  }
}
