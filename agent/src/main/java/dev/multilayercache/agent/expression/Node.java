package dev.multilayercache.agent.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of an expression as it was written: it knows no types yet. */
sealed interface Node {
  /** Where it begins, counted from 1; of a comparison, where its operator does. */
  int column();

  /**
   * A value that is written out.
   *
   * @param value a Boolean, a String, a number or null
   */
  record Constant(@Nullable Object value, String text, int column) implements Node {}

  /**
   * A value of the call.
   *
   * @param root a parameter's name or index, or {@code result}
   * @param names of properties, from the root on
   */
  record Path(String root, List<String> names, int column) implements Node {
    public Path {
      names = List.copyOf(names);
    }

    /** As it is written without braces. */
    String text() {
      return names.isEmpty() ? root : root + "." + String.join(".", names);
    }
  }

  /** How many elements a value has. */
  record Size(Path of, int column) implements Node {}

  /** Two values against each other. */
  record Comparison(Operator operator, Node left, Node right, int column) implements Node {}

  /** The contrary. */
  record Not(Node operand, int column) implements Node {}

  /** Several, of which all must be true, or any. */
  record Logic(boolean isAll, List<Node> operands, int column) implements Node {
    public Logic {
      operands = List.copyOf(operands);
    }
  }
}
