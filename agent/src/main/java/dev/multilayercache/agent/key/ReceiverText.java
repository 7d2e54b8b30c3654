package dev.multilayercache.agent.key;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the object that is called is, as it stands in front of the keys of calls on it.
 *
 * <p>Inside a value a backslash is written as two and no {@code @} has one, so no shape makes such
 * a text of arguments alone. Immutable; equal to another if the texts are.
 */
public final class ReceiverText {
  static final String MARK = "\\@";
  static final String END = ":";

  private static final PerClass<ReceiverText> BY_CLASS =
      new PerClass<>(type -> ofText(type.getName()));

  private final String text;
  private final int bytes;

  private ReceiverText(String text) {
    this.text = text;
    this.bytes =
        text.indexOf(KeyLength.MARK) >= 0
            ? KeyLength.UNKNOWN
            : text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static ReceiverText ofText(String text) {
    return new ReceiverText(MARK + Escapes.escape(text, END) + END);
  }

  /** That of objects which count by their class. */
  public static ReceiverText ofClass(Class<?> type) {
    return BY_CLASS.of(type);
  }

  /**
   * That of an object which counts by its value.
   *
   * @throws KeyException if it has no canonical form
   */
  public static ReceiverText ofValue(Object receiver) {
    String advice =
        "Make it a record, give the key what tells its objects apart, or write receiver = IDENTITY";
    return ofText(CanonicalForm.of(receiver, "this", advice));
  }

  /** Whether an object's text is the same for as long as it lives. */
  public static boolean isLasting(Object receiver) {
    return Scalars.ofValue(receiver) != null || RecordScalar.of(receiver.getClass()) != null;
  }

  /** The one that a canonical key begins with, or null. */
  static @Nullable ReceiverText inFrontOf(String canonical) {
    int end = canonical.startsWith(MARK) ? Escapes.endOfValue(canonical, MARK.length(), END) : -1;
    if (end < 0 || end == canonical.length()) {
      return null;
    }
    String text = Escapes.unescape(canonical.substring(MARK.length(), end));
    ReceiverText receiver = text == null ? null : ofText(text);
    return receiver != null && canonical.startsWith(receiver.text) ? receiver : null;
  }

  /** The agent leaves: takes off all classes what was found of them. */
  static void forgetAll() {
    BY_CLASS.close();
  }

  /**
   * The local key of a call.
   *
   * @param local the key that the arguments make
   */
  public Object before(Object local) {
    ReceiverKey key = new ReceiverKey(this, local);
    return bytes + KeyShape.mostBytes(local) <= KeyLength.MOST_BYTES
        ? key
        : KeyLength.limit(key.canonical());
  }

  /** Whether it is the number of an object, which counts by itself. */
  boolean isNumber() {
    return Character.isDigit(text.charAt(MARK.length()));
  }

  /** What is between the mark and the end. */
  String content() {
    return text.substring(MARK.length(), text.length() - END.length());
  }

  int length() {
    return text.length();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this || (other instanceof ReceiverText that && text.equals(that.text));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
