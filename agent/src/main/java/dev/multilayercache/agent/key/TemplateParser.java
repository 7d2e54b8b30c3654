package dev.multilayercache.agent.key;

import dev.multilayercache.agent.key.Template.Literal;
import dev.multilayercache.agent.key.Template.Placeholder;
import dev.multilayercache.agent.key.Template.Segment;
import java.util.ArrayList;
import java.util.List;

/** Reads a template from left to right; used once. */
final class TemplateParser {
  private final String text;
  private final List<Segment> segments = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private int at;

  TemplateParser(String text) {
    this.text = text;
  }

  List<Segment> parse() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '{' && c != '}') {
        literal.append(c);
        at++;
      } else if (text.startsWith(c == '{' ? "{{" : "}}", at)) {
        literal.append(c);
        at += 2;
      } else if (c == '{') {
        endLiteral();
        segments.add(placeholder());
      } else {
        throw error(at, "\"}\" closes nothing. Write }} for a brace");
      }
    }
    endLiteral();
    return segments;
  }

  private void endLiteral() {
    if (!literal.isEmpty()) {
      segments.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private Placeholder placeholder() {
    int open = at;
    int close = text.indexOf('}', open);
    if (close < 0) {
      throw error(open, "\"{\" is never closed. Write {name}, or {{ for a brace");
    }
    List<String> names = new ArrayList<>();
    int start = open + 1;
    for (int i = start; i <= close; i++) {
      if (i == close || text.charAt(i) == '.') {
        names.add(name(start, i, names.isEmpty()));
        start = i + 1;
      }
    }
    at = close + 1;
    return new Placeholder(names.get(0), names.subList(1, names.size()));
  }

  private String name(int start, int end, boolean isRoot) {
    if (start == end) {
      throw error(start, "a name is missing. Write {name}, {0} or {name.property}");
    }
    String name = text.substring(start, end);
    if (isRoot && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return name;
    }
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean fits =
          i == start ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c);
      if (!fits) {
        throw error(i, "'" + c + "' cannot stand in a placeholder. Write {name.property}");
      }
    }
    return name;
  }

  private static IllegalArgumentException error(int index, String what) {
    return new IllegalArgumentException("column " + (index + 1) + ": " + what);
  }
}
