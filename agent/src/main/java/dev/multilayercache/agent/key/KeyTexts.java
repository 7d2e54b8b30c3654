package dev.multilayercache.agent.key;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the values of one call, in every combination in which cached methods write them.
 *
 * <p>A scalar of a declared type stands bare in a key, one of an open type, such as a type
 * variable's, stands with its type. Who invalidates through an open type cannot know which of the
 * two the cached methods do, and so means both.
 */
final class KeyTexts {
  private static final int MOST = 16;

  private final Template template;
  private List<@Nullable String[]> combinations = new ArrayList<>();

  private KeyTexts(Template template, int values) {
    this.template = template;
    combinations.add(new String[values]);
  }

  /**
   * The texts of the placeholders' values, not escaped, null for null; at first those that methods
   * of declared types write.
   *
   * @throws KeyException for a value that cannot be written, or if they are too many
   */
  static List<@Nullable String[]> of(
      Template template,
      List<BoundPlaceholder> placeholders,
      @Nullable Object[] arguments,
      @Nullable Object result) {
    KeyTexts texts = new KeyTexts(template, placeholders.size());
    for (int i = 0; i < placeholders.size(); i++) {
      texts.extend(i, placeholders.get(i).possibleKeyTexts(arguments, result));
    }
    return texts.combinations;
  }

  private void extend(int index, List<@Nullable String> possible) {
    List<@Nullable String[]> extended = new ArrayList<>();
    for (@Nullable String[] each : combinations) {
      for (String text : possible) {
        @Nullable String[] copy = each.clone();
        copy[index] = text;
        extended.add(copy);
      }
    }
    if (extended.size() > MOST) {
      throw new KeyException(
          "%s: too many values whose declared type does not say what they are. Declare their types, or invalidate by a tag"
              .formatted(template));
    }
    combinations = extended;
  }
}
