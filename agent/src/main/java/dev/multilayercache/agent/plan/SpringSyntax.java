package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.key.Template;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells what people write in a template as they would for Spring's caches, {@code #id}: here it is
 * fixed text, so all calls would share one entry or tag.
 */
final class SpringSyntax {
  /** A name after {@code #}, and the properties behind it. */
  private static final Pattern NAME =
      Pattern.compile("#([\\p{L}_$][\\p{L}\\p{Nd}_$]*)((?:\\??\\.[\\p{L}_$][\\p{L}\\p{Nd}_$]*)*)");

  private static final Pattern BY_INDEX = Pattern.compile("[pa](\\d{1,3})");
  private static final Pattern ARGUMENT = Pattern.compile("\\.args\\[(\\d{1,3})]");

  private final List<String> names;
  private final int parameterCount;

  SpringSyntax(MethodSite site) {
    List<String> known = site.parameterNames();
    this.names = known == null ? List.of() : known;
    this.parameterCount = site.signature().parameterTypes().size();
  }

  /** Refuses a template with a name after {@code #} that speaks of the call. */
  void check(String attribute, Template template, boolean mayUseResult) throws RefusedException {
    for (String fixed : template.fixedTexts()) {
      Matcher found = NAME.matcher(fixed);
      while (found.find()) {
        String placeholder = placeholder(found, fixed.substring(found.end(1)), mayUseResult);
        if (placeholder != null) {
          throw new RefusedException(
              "%s \"%s\": %s is fixed text here, the same for all calls. Write %s."
                  .formatted(attribute, template, found.group(), placeholder));
        }
      }
    }
  }

  /** What means the same here, or null if the name is nothing but text. */
  private @Nullable String placeholder(Matcher found, String behind, boolean mayUseResult) {
    String root = found.group(1);
    String path = found.group(2).replace("?", "");
    if (names.contains(root) || (root.equals("result") && mayUseResult)) {
      return "{" + root + path + "}";
    }
    if (root.equals("root") && (behind.startsWith(".") || behind.startsWith("["))) {
      return ofRoot(behind);
    }
    Matcher index = BY_INDEX.matcher(root);
    boolean isParameter = index.matches() && Integer.parseInt(index.group(1)) < parameterCount;
    return isParameter ? "{" + Integer.parseInt(index.group(1)) + path + "}" : null;
  }

  private String ofRoot(String behind) {
    Matcher argument = ARGUMENT.matcher(behind);
    if (argument.lookingAt()) {
      return "{" + Integer.parseInt(argument.group(1)) + "}";
    }
    return parameterCount == 0
        ? "what it stands for, or leave it out"
        : "an argument in its place, for example {" + (names.isEmpty() ? "0" : names.get(0)) + "}";
  }
}
