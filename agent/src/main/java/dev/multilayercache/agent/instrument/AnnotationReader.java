package dev.multilayercache.agent.instrument;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Reads annotations from a class file; JVMS 4.7.16. */
final class AnnotationReader {
  /** Deeper nesting than any annotation has; stops a malformed file from exhausting the stack. */
  private static final int DEEPEST = 10;

  private final ConstantPool constants;
  private final Predicate<String> isWanted;

  /**
   * @param isWanted which annotations, by descriptor, are given back
   */
  AnnotationReader(ConstantPool constants, Predicate<String> isWanted) {
    this.constants = constants;
    this.isWanted = isWanted;
  }

  List<ClassAnnotation> annotations(Cursor cursor) {
    List<ClassAnnotation> annotations = new ArrayList<>();
    for (int i = cursor.u2(); i > 0; i--) {
      ClassAnnotation annotation = annotation(cursor, 0);
      if (isWanted.test(annotation.descriptor())) {
        annotations.add(annotation);
      }
    }
    return annotations;
  }

  private ClassAnnotation annotation(Cursor cursor, int depth) {
    String descriptor = constants.utf8(cursor.u2());
    Map<String, Object> values = new HashMap<>();
    for (int i = cursor.u2(); i > 0; i--) {
      String element = constants.utf8(cursor.u2());
      values.put(element, value(cursor, depth + 1));
    }
    return new ClassAnnotation(descriptor, values);
  }

  private Object value(Cursor cursor, int depth) {
    if (depth > DEEPEST) {
      throw new MalformedClassException("annotations nested too deep");
    }
    char tag = (char) cursor.u1();
    return switch (tag) {
      case 's' -> constants.utf8(cursor.u2());
      case 'Z' -> constants.integer(cursor.u2()) != 0;
      case 'e' -> {
        cursor.skip(2);
        yield constants.utf8(cursor.u2());
      }
      case '@' -> annotation(cursor, depth + 1);
      case '[' -> list(cursor, depth);
      case 'c' -> className(constants.utf8(cursor.u2()));
      default -> { // numbers: none of our annotations has them
        cursor.skip(2);
        yield tag;
      }
    };
  }

  /** Binary name of the class that a descriptor means; other types are left as they are. */
  private static String className(String descriptor) {
    return descriptor.startsWith("L")
        ? descriptor.substring(1, descriptor.length() - 1).replace('/', '.')
        : descriptor;
  }

  private List<Object> list(Cursor cursor, int depth) {
    List<Object> list = new ArrayList<>();
    for (int i = cursor.u2(); i > 0; i--) {
      list.add(value(cursor, depth + 1));
    }
    return list;
  }
}
