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

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Place each = this; each != null; each = each.parent) {
      text.insert(0, each.step);
    }
    return text.toString();
  }
}
