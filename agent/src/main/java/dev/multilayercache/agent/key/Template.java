package dev.multilayercache.agent.key;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Text with placeholders over a method's arguments and result: {@code "product:{id}"}, {@code
 * "{0}:{1.name}"}, {@code "category:{result.category}"}.
 *
 * <p>A placeholder is a parameter's name or index, or {@code result}, followed by property,
 * record-component or field names. <code>{{</code> and <code>}}</code> stand for the braces
 * themselves. Immutable; parsing needs no class.
 */
public final class Template {
  /** The root of a placeholder that stands for what the method returned. */
  static final String RESULT = "result";

  private final String text;
  private final List<Segment> segments;

  private Template(String text, List<Segment> segments) {
    this.text = text;
    this.segments = List.copyOf(segments);
  }

  /** A part of a template. */
  sealed interface Segment {}

  /** Text that stands for itself, braces already unescaped; never empty. */
  record Literal(String text) implements Segment {}

  /**
   * A value's place.
   *
   * @param root a parameter's name or index, or {@link #RESULT}
   * @param path names of properties, from the root on
   */
  record Placeholder(String root, List<String> path) implements Segment {
    Placeholder {
      path = List.copyOf(path);
    }

    boolean isResult() {
      return root.equals(RESULT);
    }

    /** As it was written, without braces. */
    @Override
    public String toString() {
      return path.isEmpty() ? root : root + "." + String.join(".", path);
    }
  }

  /**
   * Parses a template.
   *
   * @throws IllegalArgumentException with the column and what is wrong
   */
  public static Template parse(String text) {
    return new Template(text, new TemplateParser(text).parse());
  }

  /**
   * The template {@code {0},{1},…} over the parameters with the given indexes: a method's default
   * key.
   */
  public static Template ofArguments(List<Integer> indexes) {
    return parse(indexes.stream().map(i -> "{" + i + "}").collect(Collectors.joining(",")));
  }

  /**
   * This template with more values behind it, each after a {@code |}.
   *
   * @param first the index of the parameter that is the first of them; the others follow
   */
  public Template followedBy(int first, int count) {
    if (count == 0) {
      return this;
    }
    StringBuilder longer = new StringBuilder(text);
    for (int i = first; i < first + count; i++) {
      longer.append("|{").append(i).append('}');
    }
    return parse(longer.toString());
  }

  /** Whether it can be rendered only after the method returned. */
  public boolean usesResult() {
    return placeholders().stream().anyMatch(Placeholder::isResult);
  }

  /** Names and indexes of the parameters it speaks of; the result is none. */
  public List<String> parameters() {
    return placeholders().stream()
        .filter(each -> !each.isResult())
        .map(Placeholder::root)
        .distinct()
        .toList();
  }

  /** What stands between its placeholders, in order; none of them is empty. */
  public List<String> fixedTexts() {
    return segments.stream()
        .filter(Literal.class::isInstance)
        .map(each -> ((Literal) each).text())
        .toList();
  }

  /**
   * Checks that as a key it tells different values apart.
   *
   * @throws IllegalArgumentException with a one-line reason if it does not
   */
  public void checkSeparatesValues() {
    Layout unused = Layout.of(this);
  }

  List<Segment> segments() {
    return segments;
  }

  List<Placeholder> placeholders() {
    return segments.stream()
        .filter(Placeholder.class::isInstance)
        .map(Placeholder.class::cast)
        .toList();
  }

  /** Templates are equal when they were written alike. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Template that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
