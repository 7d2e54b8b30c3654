package dev.multilayercache.agent.key;

/** The text of a value that the application makes for a key, instead of an argument. */
public final class PlainText {
  private PlainText() {}

  /**
   * A text, number, enum constant or the like bare, as where its type is declared; anything else in
   * its canonical form.
   *
   * @param origin what made the value, for messages
   * @throws KeyException if the value has no canonical form
   */
  public static String of(Object value, String origin) {
    Scalar scalar = Scalars.ofValue(value);
    return scalar == null
        ? CanonicalForm.of(
            value, origin, "Return a text, a number, a record, or a list or map of such")
        : scalar.text(value);
  }
}
