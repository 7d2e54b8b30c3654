package dev.multilayercache.agent.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An annotation as the class file has it; elements left at their default are not there.
 *
 * @param values strings, booleans, names of enum constants, annotations, and lists of them
 */
record ClassAnnotation(String descriptor, Map<String, Object> values) {

  /** A string or the name of an enum constant; empty if it is not said. */
  String text(String element) {
    return values.get(element) instanceof String text ? text : "";
  }

  boolean flag(String element) {
    return Boolean.TRUE.equals(values.get(element));
  }

  List<String> texts(String element) {
    return all(element, String.class);
  }

  List<ClassAnnotation> annotations(String element) {
    return all(element, ClassAnnotation.class);
  }

  private <T> List<T> all(String element, Class<T> type) {
    List<T> all = new ArrayList<>();
    if (values.get(element) instanceof List<?> list) {
      for (Object each : list) {
        if (type.isInstance(each)) {
          all.add(type.cast(each));
        }
      }
    }
    return all;
  }
}
