package dev.multilayercache.agent.key;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern template with its values written in.
 *
 * <p>A glob looks like the keys it is meant for, with wildcards in the place of values: {@code
 * "user:{id}:*"} for keys of {@code "user:{id}:{region}"}. So a value is first escaped as in those
 * keys, a separator being what follows a placeholder or a wildcard, and then its wildcards are
 * escaped. After {@code re:} a value is escaped for a regular expression.
 */
final class PatternText {
  private static final String REGEX = "re:";
  private static final String WILDCARDS = "*?";

  /** What has a meaning in a regular expression of RE2. */
  private static final String REGEX_SYNTAX = "\\.+*?()|[]{}^$";

  private static final String GLOB_SYNTAX = "\\*?";

  private final List<Template.Segment> segments;
  private final String separators;
  private final String syntax;

  private PatternText(List<Template.Segment> segments, String separators, String syntax) {
    this.segments = segments;
    this.separators = separators;
    this.syntax = syntax;
  }

  static PatternText of(Template template) {
    boolean isRegex = template.toString().startsWith(REGEX);
    return new PatternText(
        template.segments(),
        isRegex ? "" : separators(template.segments()),
        isRegex ? REGEX_SYNTAX : GLOB_SYNTAX);
  }

  /** The characters that follow a placeholder or wildcard, if another one comes after them. */
  private static String separators(List<Template.Segment> segments) {
    StringBuilder glob = new StringBuilder();
    for (Template.Segment segment : segments) {
      glob.append(segment instanceof Template.Literal literal ? literal.text() : "*");
    }
    StringBuilder separators = new StringBuilder();
    int lastValue = -1;
    for (int i = 0; i < glob.length(); i++) {
      if (glob.charAt(i) == '\\') {
        i++;
      } else if (WILDCARDS.indexOf(glob.charAt(i)) >= 0) {
        if (lastValue >= 0 && lastValue + 1 < i) {
          separators.append(glob.charAt(lastValue + 1));
        }
        lastValue = i;
      }
    }
    return separators.toString();
  }

  String render(@Nullable String[] texts) {
    StringBuilder pattern = new StringBuilder();
    int next = 0;
    for (Template.Segment segment : segments) {
      if (segment instanceof Template.Literal literal) {
        pattern.append(literal.text());
      } else {
        String text = texts[next++];
        quote(text == null ? Escapes.NULL : Escapes.escape(text, separators), pattern);
      }
    }
    return pattern.toString();
  }

  private void quote(String text, StringBuilder pattern) {
    for (int i = 0; i < text.length(); i++) {
      if (syntax.indexOf(text.charAt(i)) >= 0) {
        pattern.append('\\');
      }
      pattern.append(text.charAt(i));
    }
  }
}
