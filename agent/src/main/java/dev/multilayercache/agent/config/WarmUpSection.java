package dev.multilayercache.agent.config;

import dev.multilayercache.agent.config.WarmUpConfig.Giver;
import dev.multilayercache.agent.config.WarmUpConfig.WarmMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Understands {@code warmUp}: what is loaded before anybody asks. */
final class WarmUpSection {
  private static final List<String> KEYS =
      List.of("after", "concurrency", "timeout", "hotKeys", "every", "methods");
  private static final List<String> METHOD_KEYS =
      List.of("method", "arguments", "argumentsFrom", "receiver");
  private static final String EXAMPLE =
      "Write - { method: \"com.acme.Repo#find(long)\", arguments: [[1], [2]] }.";
  private static final String GIVER_EXAMPLE =
      "Write a static method without parameters, for example com.acme.Top#ids().";
  private static final int MOST_THREADS = 64;
  private static final int MOST_HOT_KEYS = 10_000;

  private final Substitution substitution;

  WarmUpSection(Substitution substitution) {
    this.substitution = substitution;
  }

  WarmUpConfig read(Setting.@Nullable Section section) throws ConfigException {
    WarmUpConfig builtIn = WarmUpConfig.BUILT_IN;
    if (section == null) {
      return builtIn;
    }
    SectionReader warmUp = new SectionReader(section, substitution, KEYS);
    List<WarmMethod> methods = new ArrayList<>();
    for (Setting item : warmUp.items("methods", EXAMPLE)) {
      methods.add(
          method(new SectionReader(SectionReader.sectionOf(item), substitution, METHOD_KEYS)));
    }
    return new WarmUpConfig(
        warmUp.duration("after", builtIn.after()),
        count(warmUp, "concurrency", builtIn.concurrency(), MOST_THREADS),
        warmUp.duration("timeout", builtIn.timeout()),
        count(warmUp, "hotKeys", builtIn.hotKeys(), MOST_HOT_KEYS),
        warmUp.duration("every", builtIn.every()),
        methods);
  }

  private static int count(SectionReader section, String key, int otherwise, int most)
      throws ConfigException {
    String example = "Write a number up to " + most + ".";
    long count = section.count(key, otherwise, example);
    if (count > most) {
      throw section.place(key).refuse("is " + count + ", more than is possible. " + example);
    }
    return (int) count;
  }

  private WarmMethod method(SectionReader section) throws ConfigException {
    MethodReference method = reference(section, "method", MethodReference.EXAMPLE);
    if (method == null) {
      throw section.place("method").refuse("is missing. " + MethodReference.EXAMPLE);
    }
    Giver argumentsFrom = giver(section, "argumentsFrom");
    if (argumentsFrom != null && section.has("arguments")) {
      throw section
          .place("argumentsFrom")
          .refuse("stands beside arguments, and there can be one of them only. Remove one.");
    }
    List<List<Object>> arguments = arguments(section, method.parameterTypes());
    if (argumentsFrom == null && arguments.isEmpty()) {
      if (!method.parameterTypes().isEmpty()) {
        throw section.place("arguments").refuse("is missing. " + EXAMPLE);
      }
      arguments.add(List.of());
    }
    return new WarmMethod(
        method.className(),
        method.method(),
        method.parameterTypes(),
        arguments,
        argumentsFrom,
        giver(section, "receiver"),
        section.place("method").toString());
  }

  /** Those of each call; none if they are not written out. */
  private List<List<Object>> arguments(SectionReader section, List<String> types)
      throws ConfigException {
    List<List<Object>> arguments = new ArrayList<>();
    for (Setting each : section.items("arguments", "Write a list, for example [[1], [2]].")) {
      arguments.add(new WrittenArguments(substitution, types).read(each));
    }
    return arguments;
  }

  private @Nullable Giver giver(SectionReader section, String key) throws ConfigException {
    MethodReference reference = reference(section, key, GIVER_EXAMPLE);
    if (reference == null) {
      return null;
    }
    if (!reference.parameterTypes().isEmpty()) {
      throw section.place(key).refuse("has parameters. " + GIVER_EXAMPLE);
    }
    return new Giver(reference.className(), reference.method());
  }

  private static @Nullable MethodReference reference(
      SectionReader section, String key, String example) throws ConfigException {
    String text = section.text(key, example);
    if (text == null) {
      return null;
    }
    MethodReference method = MethodReference.parse(text);
    if (method == null) {
      throw section.place(key).refuse(SectionReader.isNot(text, "a method", example));
    }
    return method;
  }
}
