package dev.multilayercache.agent.key;

import dev.multilayercache.agent.key.Template.Literal;
import dev.multilayercache.agent.key.Template.Segment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fixed text of a key, between which values are written: texts in, canonical key out, and back.
 *
 * <p>Where there are two values or more, each text between two of them begins with a separator
 * character; inside values it is escaped, so different values never make one key. Immutable.
 */
final class Layout {
  /** One more than there are values; the inner ones are not empty. */
  private final List<String> literals;

  private final String separators;

  private Layout(List<String> literals, String separators) {
    this.literals = literals;
    this.separators = separators;
  }

  /**
   * The layout of a template.
   *
   * @throws IllegalArgumentException if two of its values could not be told apart
   */
  static Layout of(Template template) {
    List<String> literals = literals(template.segments());
    StringBuilder separators = new StringBuilder();
    for (int i = 1; i < literals.size() - 1; i++) {
      separators.append(separator(template, i, literals.get(i)));
    }
    return new Layout(List.copyOf(literals), separators.toString());
  }

  private static List<String> literals(List<Segment> segments) {
    List<String> literals = new ArrayList<>();
    String pending = "";
    for (Segment segment : segments) {
      if (segment instanceof Literal literal) {
        pending = literal.text();
      } else {
        literals.add(pending);
        pending = "";
      }
    }
    literals.add(pending);
    return literals;
  }

  private static char separator(Template template, int index, String literal) {
    String left = "{" + template.placeholders().get(index - 1) + "}";
    String right = "{" + template.placeholders().get(index) + "}";
    if (literal.isEmpty()) {
      throw new IllegalArgumentException(
          left + right + ": nothing separates the two. Write " + left + ":" + right);
    }
    char first = literal.charAt(0);
    if (!Escapes.canSeparate(first)) {
      throw new IllegalArgumentException(
          "the text between %s and %s begins with '%s', which cannot separate values. Write %s:%s"
              .formatted(left, right, first, left, right));
    }
    return first;
  }

  /** How many values it takes. */
  int size() {
    return literals.size() - 1;
  }

  /** Whether the key is one value's text and nothing else. */
  boolean isBare() {
    return size() == 1 && literals.get(0).isEmpty() && literals.get(1).isEmpty();
  }

  /** What the fixed text takes, or {@link KeyLength#UNKNOWN} if it has a mark in it. */
  int literalBytes() {
    int sum = 0;
    for (String literal : literals) {
      sum +=
          literal.indexOf(KeyLength.MARK) >= 0
              ? KeyLength.UNKNOWN
              : literal.getBytes(StandardCharsets.UTF_8).length;
    }
    return Math.min(sum, KeyLength.UNKNOWN);
  }

  /** The canonical key with these texts; null stands for a value that is null. */
  String render(@Nullable String... texts) {
    if (isBare()) {
      return KeyLength.limit(escape(texts[0]));
    }
    StringBuilder key = new StringBuilder(literals.get(0));
    for (int i = 0; i < size(); i++) {
      key.append(escape(texts[i])).append(literals.get(i + 1));
    }
    return KeyLength.limit(key.toString());
  }

  private String escape(@Nullable String text) {
    return text == null ? Escapes.NULL : Escapes.escape(text, separators);
  }

  /**
   * The texts from which this key was rendered, or null if the key does not have this layout. Only
   * if rendering them gives the key again it was rendered from them.
   */
  @Nullable String @Nullable [] split(String key) {
    String first = literals.get(0);
    String last = literals.get(size());
    int end = key.length() - last.length();
    if (end < first.length() || !key.startsWith(first) || !key.endsWith(last)) {
      return null;
    }
    @Nullable String[] texts = new String[size()];
    int start = first.length();
    for (int i = 0; i < size(); i++) {
      String next = literals.get(i + 1);
      int stop = i == size() - 1 ? end : Escapes.endOfValue(key, start, separators);
      if (stop < start || stop > end || !key.startsWith(next, stop)) {
        return null;
      }
      String escaped = key.substring(start, stop);
      texts[i] = escaped.equals(Escapes.NULL) ? null : Escapes.unescape(escaped);
      if (texts[i] == null && !escaped.equals(Escapes.NULL)) {
        return null;
      }
      start = stop + next.length();
    }
    return texts;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Layout that && literals.equals(that.literals);
  }

  @Override
  public int hashCode() {
    return literals.hashCode();
  }
}
