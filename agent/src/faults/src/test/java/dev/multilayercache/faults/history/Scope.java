package dev.multilayercache.faults.history;

import java.util.List;

/** What one invalidation forgets; its text is how histories write it. */
public record Scope(Kind kind, String name) {

  /** How the keys are named. */
  public enum Kind {
    KEY,
    TAG,
    PREFIX,
    ALL
  }

  public static Scope key(String key) {
    return new Scope(Kind.KEY, key);
  }

  public static Scope tag(String tag) {
    return new Scope(Kind.TAG, tag);
  }

  /** Every hot key that begins so. */
  public static Scope prefix(String prefix) {
    return new Scope(Kind.PREFIX, prefix);
  }

  /** Every hot key. */
  public static Scope all() {
    return new Scope(Kind.ALL, "hot");
  }

  /** The keys that are forgotten. */
  public List<String> keys() {
    return switch (kind) {
      case KEY -> List.of(name);
      case TAG -> Keys.allHot().stream().filter(key -> Keys.tag(key).equals(name)).toList();
      case PREFIX -> Keys.allHot().stream().filter(key -> key.startsWith(name)).toList();
      case ALL -> Keys.allHot();
    };
  }

  static Scope parse(String text) {
    int colon = text.indexOf(':');
    return new Scope(Kind.valueOf(text.substring(0, colon)), text.substring(colon + 1));
  }

  @Override
  public String toString() {
    return kind + ":" + name;
  }
}
