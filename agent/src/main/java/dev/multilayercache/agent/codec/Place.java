package dev.multilayercache.agent.codec;

import org.jspecify.annotations.Nullable;

/**
 * The way from a value down to one of its parts, for people: {@code Basket.items[].owner}.
 *
 * <p>Elements are not numbered and keys not shown: the text must not depend on the value.
 *
 * @param parent null for the value itself
 */
record Place(@Nullable Place parent, String step) {
  private static final int MOST_STEPS = 12;

  static Place root(Class<?> type) {
    String name = type.getName();
    return new Place(
        null, name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1));
  }

  Place field(String name) {
    return new Place(this, "." + name);
  }

  Place element() {
    return new Place(this, "[]");
  }

  /** Of a long way its beginning and its last steps. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    int steps = 0;
    for (Place each = this; each != null; each = each.parent) {
      boolean isShown = each.parent == null || steps < MOST_STEPS;
      text.insert(0, isShown ? each.step : steps == MOST_STEPS ? "\u2026" : "");
      steps++;
    }
    return text.toString();
  }
}
