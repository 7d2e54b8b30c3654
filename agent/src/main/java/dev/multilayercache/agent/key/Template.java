package dev.multilayercache.agent.key;

import java.util.List;

/**
 * Text with placeholders over a method's arguments and result: {@code "product:{id}"}, {@code
 * "{0}:{1.name}"}, {@code "category:{result.category}"}.
 *
 * <p>A placeholder is a parameter's name or index, or {@code result}, followed by property,
 * record-component or field names. <code>{{</code> and <code>}}</code> stand for the braces
 * themselves. Immutable; parsing needs no class.
 */
public final class Template {
  private final String text;

  private Template(String text) {
    this.text = text;
  }

  /**
   * Parses a template.
   *
   * @throws IllegalArgumentException with the column and what is wrong
   */
  public static Template parse(String text) {
    return new Template(text);
  }

  /**
   * The template {@code {0},{1},…} over the parameters with the given indexes: a method's default
   * key.
   */
  public static Template ofArguments(List<Integer> indexes) {
    throw new UnsupportedOperationException();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
