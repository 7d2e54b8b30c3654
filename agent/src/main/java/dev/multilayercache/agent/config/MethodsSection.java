package dev.multilayercache.agent.config;

import java.util.ArrayList;
import java.util.List;

/** Understands {@code methods}: what methods do with caches without touching their source. */
final class MethodsSection {
  private static final String EXAMPLE = "Write - { method: \"com.acme.Repo#find(long)\" }.";

  private final Substitution substitution;
  private final List<String> layers;

  MethodsSection(Substitution substitution, List<String> layers) {
    this.substitution = substitution;
    this.layers = layers;
  }

  List<MethodConfig> read(SectionReader root) throws ConfigException {
    List<MethodConfig> methods = new ArrayList<>();
    for (Setting item : root.items("methods", EXAMPLE)) {
      SectionReader section =
          new SectionReader(SectionReader.sectionOf(item), substitution, keys());
      MethodConfig method = method(section);
      for (MethodConfig earlier : methods) {
        if (isSameMethod(earlier, method)) {
          throw section
              .place("method")
              .refuse("is the method of line " + earlier.line() + " again. Keep one.");
        }
      }
      methods.add(method);
    }
    return methods;
  }

  private MethodConfig method(SectionReader section) throws ConfigException {
    String text = section.requiredText("method", MethodReference.EXAMPLE);
    MethodReference method = MethodReference.parse(text);
    if (method == null) {
      throw section
          .place("method")
          .refuse(SectionReader.isNot(text, "a method", MethodReference.EXAMPLE));
    }
    return new MethodConfig(
        method.className(),
        method.method(),
        method.parameterTypes(),
        new WishesReader(section, layers).ofMethod(),
        new ChangesReader(section, substitution).read(),
        section.place().line());
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>(List.of("method"));
    keys.addAll(WishesReader.METHOD_KEYS);
    keys.addAll(List.of(ChangesReader.INVALIDATE, ChangesReader.UPDATE));
    return keys;
  }

  private static boolean isSameMethod(MethodConfig one, MethodConfig other) {
    return one.className().equals(other.className())
        && one.method().equals(other.method())
        && one.parameterTypes().equals(other.parameterTypes());
  }
}
