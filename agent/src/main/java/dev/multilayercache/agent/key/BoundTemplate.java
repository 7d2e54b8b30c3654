package dev.multilayercache.agent.key;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template bound to a method: what it says about one call, as a key, a tag or a pattern.
 *
 * <p>All three throw {@link KeyException} for a value that cannot be written. Immutable.
 */
public final class BoundTemplate {
  private final Template template;
  private final List<BoundPlaceholder> placeholders;

  private BoundTemplate(Template template, List<BoundPlaceholder> placeholders) {
    this.template = template;
    this.placeholders = List.copyOf(placeholders);
  }

  /**
   * Binds a template to a method.
   *
   * @param parameterNames null if the class file has none; then only indexes can be used
   * @param resultAllowed whether it is rendered after the method returned
   * @throws IllegalArgumentException with a one-line reason if it cannot be bound
   */
  public static BoundTemplate of(
      Template template,
      @Nullable List<String> parameterNames,
      List<Class<?>> parameterTypes,
      boolean resultAllowed) {
    if (template.usesResult() && !resultAllowed) {
      throw new IllegalArgumentException(
          "{result}: there is no result yet. Use parameters only; one named \"result\" by its index");
    }
    List<BoundPlaceholder> placeholders = new ArrayList<>();
    for (Template.Placeholder each : template.placeholders()) {
      placeholders.add(BoundPlaceholder.of(each, parameterNames, parameterTypes));
    }
    return new BoundTemplate(template, placeholders);
  }

  /**
   * Checks what a template says of the result, as far as its declared type tells: a class that may
   * have subclasses may have any property.
   *
   * @throws IllegalArgumentException with a one-line reason if it cannot have a property
   */
  public static void checkResult(Template template, Class<?> resultType) {
    for (Template.Placeholder placeholder : template.placeholders()) {
      if (placeholder.isResult()) {
        PropertyPath.of(placeholder, resultType);
      }
    }
  }

  /**
   * The canonical keys that {@link KeyShape}s of this template make of these values: one, and more
   * where the declared type of a value leaves open how they write it.
   */
  public List<String> renderKeys(@Nullable Object[] arguments, @Nullable Object result) {
    Layout layout = layout();
    return keyTexts(arguments, result).stream().map(layout::render).toList();
  }

  /** Whether it says something only once there is a result. */
  public boolean usesResult() {
    return template.usesResult();
  }

  private Layout layout() {
    try {
      return Layout.of(template);
    } catch (IllegalArgumentException e) {
      throw new KeyException(String.valueOf(e.getMessage()));
    }
  }

  /** The tags that templates make of a call; one whose value is null makes none. */
  public static List<String> renderTags(
      List<BoundTemplate> tags, @Nullable Object[] arguments, @Nullable Object result) {
    if (tags.isEmpty()) {
      return List.of();
    }
    List<String> rendered = new ArrayList<>(tags.size());
    for (BoundTemplate each : tags) {
      String tag = each.renderTag(arguments, result);
      if (tag != null) {
        rendered.add(tag);
      }
    }
    return rendered;
  }

  /** The tag, scalars as plain text; null if a value is null. */
  public @Nullable String renderTag(@Nullable Object[] arguments, @Nullable Object result) {
    if (template.segments().size() == 1
        && template.segments().get(0) instanceof Template.Literal fixed) {
      return fixed.text(); // the same object each time
    }
    StringBuilder tag = new StringBuilder();
    int next = 0;
    for (Template.Segment segment : template.segments()) {
      if (segment instanceof Template.Literal literal) {
        tag.append(literal.text());
        continue;
      }
      String text = placeholders.get(next++).tagText(arguments, result);
      if (text == null) {
        return null;
      }
      tag.append(text);
    }
    return tag.toString();
  }

  /**
   * The key patterns: wildcards of the template are wildcards, values stand for themselves, written
   * as they are in the keys that the pattern is made after. As many as there are keys.
   */
  public List<String> renderPatterns(@Nullable Object[] arguments, @Nullable Object result) {
    PatternText pattern = PatternText.of(template);
    return keyTexts(arguments, result).stream().map(pattern::render).toList();
  }

  private List<@Nullable String[]> keyTexts(@Nullable Object[] arguments, @Nullable Object result) {
    return KeyTexts.of(template, placeholders, arguments, result);
  }

  /** As it was written. */
  @Override
  public String toString() {
    return template.toString();
  }
}
