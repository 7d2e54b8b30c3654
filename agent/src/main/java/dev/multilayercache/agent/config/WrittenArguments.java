package dev.multilayercache.agent.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Understands the arguments of a call as agent.yaml writes them: numbers, texts and truths. */
record WrittenArguments(Substitution substitution, List<String> types) {

  /** The arguments of one call: a list, or the only one by itself. */
  List<Object> read(Setting written) throws ConfigException {
    List<Setting> all = written instanceof Setting.Items list ? list.items() : List.of(written);
    if (all.size() != types.size()) {
      throw written
          .place()
          .refuse(
              "has %d arguments, and the method takes %d. Write one list for each call."
                  .formatted(all.size(), types.size()));
    }
    List<Object> arguments = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      arguments.add(argument(all.get(i), types.get(i)));
    }
    return arguments;
  }

  private Object argument(Setting written, String type) throws ConfigException {
    if (!(written instanceof Setting.Text text)) {
      throw written
          .place()
          .refuse("is " + written.kind() + ", not one argument. Write one list for each call.");
    }
    String value = substitution.resolve(text);
    Object argument;
    try {
      argument = parse(value, type);
    } catch (IllegalArgumentException e) {
      throw written
          .place()
          .refuse(SectionReader.isNot(value, "a " + type, "Write a " + type + "."));
    }
    if (argument == null) {
      throw written
          .place()
          .refuse(
              "is for a parameter of type %s, which cannot be written here. Use argumentsFrom."
                  .formatted(type));
    }
    return argument;
  }

  /** Null for a type that cannot be written. */
  private static @Nullable Object parse(String value, String type) {
    return switch (type) {
      case "java.lang.String" -> value;
      case "boolean", "java.lang.Boolean" -> truth(value);
      case "byte", "java.lang.Byte" -> Byte.valueOf(value);
      case "short", "java.lang.Short" -> Short.valueOf(value);
      case "int", "java.lang.Integer" -> Integer.valueOf(value);
      case "long", "java.lang.Long" -> Long.valueOf(value);
      case "float", "java.lang.Float" -> Float.valueOf(value);
      case "double", "java.lang.Double" -> Double.valueOf(value);
      default -> null;
    };
  }

  private static Boolean truth(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException(value);
    }
    return Boolean.valueOf(value);
  }
}
