package dev.multilayercache.agent.codec;

/**
 * Where in a value something was found, for people: {@code Product.owner}.
 *
 * @param member empty for the value itself
 */
record Place(Class<?> holder, String member) {

  static Place root(Class<?> type) {
    return new Place(type, "");
  }

  @Override
  public String toString() {
    String name = holder.getName();
    String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    return member.isEmpty() ? simple : simple + "." + member;
  }
}
