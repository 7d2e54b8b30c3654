package dev.multilayercache.agent.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Parameter and return types of a method, read from its JVM descriptor, as names in the form {@link
 * Class#getName} has for classes and {@code int[]} for arrays.
 */
public record Signature(List<String> parameterTypes, String returnType) {
  public Signature {
    parameterTypes = List.copyOf(parameterTypes);
  }

  /**
   * Reads {@code (JLjava/lang/String;)V}.
   *
   * @throws IllegalArgumentException if it is not a method descriptor
   */
  public static Signature of(String descriptor) {
    Reader reader = new Reader(descriptor);
    List<String> parameterTypes = new ArrayList<>();
    reader.expect('(');
    while (!reader.accept(')')) {
      parameterTypes.add(reader.type());
    }
    String returnType = reader.accept('V') ? "void" : reader.type();
    reader.expectEnd();
    return new Signature(parameterTypes, returnType);
  }

  /** How many local variable slots the parameters take; the receiver is not counted. */
  public int slots() {
    int slots = 0;
    for (String type : parameterTypes) {
      slots += slotsOf(type);
    }
    return slots;
  }

  /** How many local variable slots a value of the type takes. */
  public static int slotsOf(String type) {
    return type.equals("long") || type.equals("double") ? 2 : 1;
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    boolean accept(char expected) {
      if (at < text.length() && text.charAt(at) == expected) {
        at++;
        return true;
      }
      return false;
    }

    void expect(char expected) {
      if (!accept(expected)) {
        throw malformed();
      }
    }

    void expectEnd() {
      if (at != text.length()) {
        throw malformed();
      }
    }

    String type() {
      int dimensions = 0;
      while (accept('[')) {
        dimensions++;
      }
      return elementType() + "[]".repeat(dimensions);
    }

    private String elementType() {
      if (at >= text.length()) {
        throw malformed();
      }
      return switch (text.charAt(at++)) {
        case 'Z' -> "boolean";
        case 'B' -> "byte";
        case 'C' -> "char";
        case 'S' -> "short";
        case 'I' -> "int";
        case 'J' -> "long";
        case 'F' -> "float";
        case 'D' -> "double";
        case 'L' -> className();
        default -> throw malformed();
      };
    }

    private String className() {
      int end = text.indexOf(';', at);
      if (end <= at) {
        throw malformed();
      }
      String name = text.substring(at, end).replace('/', '.');
      at = end + 1;
      return name;
    }

    private IllegalArgumentException malformed() {
      return new IllegalArgumentException("not a method descriptor: " + text);
    }
  }
}
