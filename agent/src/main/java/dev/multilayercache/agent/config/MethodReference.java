package dev.multilayercache.agent.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method as agent.yaml names it: {@code com.acme.Repo#find(long, java.lang.String[])}.
 *
 * @param className binary name
 * @param parameterTypes binary names, arrays as in the source; {@code String} and the other types
 *     of {@code java.lang} are completed, {@code ...} is an array
 */
record MethodReference(String className, String method, List<String> parameterTypes) {
  static final String EXAMPLE =
      "Write class, method and parameter types, for example com.acme.Repo#find(long).";

  private static final List<String> PRIMITIVES =
      List.of("boolean", "byte", "char", "short", "int", "long", "float", "double");

  /** Null if the text is not of this form. */
  static @Nullable MethodReference parse(String text) {
    int hash = text.indexOf('#');
    int open = text.indexOf('(');
    if (hash < 0 || open < hash || !text.endsWith(")")) {
      return null;
    }
    String className = text.substring(0, hash).strip();
    String method = text.substring(hash + 1, open).strip();
    List<String> types = types(text.substring(open + 1, text.length() - 1).strip());
    if (!isName(className) || !isName(method) || method.contains(".") || types == null) {
      return null;
    }
    return new MethodReference(className, method, types);
  }

  private static @Nullable List<String> types(String text) {
    List<String> types = new ArrayList<>();
    if (text.isEmpty()) {
      return types;
    }
    for (String each : text.split(",", -1)) {
      String type = each.strip().replace("...", "[]");
      int brackets = type.indexOf('[');
      String element = brackets < 0 ? type : type.substring(0, brackets).strip();
      String dimensions = brackets < 0 ? "" : type.substring(brackets);
      if (!isName(element) || !dimensions.replace("[]", "").isEmpty()) {
        return null;
      }
      types.add(complete(element) + dimensions);
    }
    return types;
  }

  private static String complete(String type) {
    if (type.contains(".") || PRIMITIVES.contains(type)) {
      return type;
    }
    String inJavaLang = "java.lang." + type;
    try {
      Class.forName(inJavaLang, /* initialize= */ false, /* loader= */ null);
      return inJavaLang;
    } catch (ClassNotFoundException e) {
      return type;
    }
  }

  /** Java names separated by dots. */
  private static boolean isName(String text) {
    boolean start = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (start ? !Character.isJavaIdentifierStart(c) : c != '.' && !isPart(c)) {
        return false;
      }
      start = c == '.';
    }
    return !start;
  }

  private static boolean isPart(char c) {
    return Character.isJavaIdentifierPart(c);
  }
}
