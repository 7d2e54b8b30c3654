package dev.multilayercache.agent.key;

import java.util.Locale;
import java.util.StringJoiner;

/**
 * The text of a locale in a key: {@code de_DE}, as its {@link Locale#toString} gives it, unless
 * that text may be another locale's, too.
 *
 * <p>Without a language and a country it says nothing of the rest, so that {@code und-Latn} would
 * be {@link Locale#ROOT}; and a constructor takes parts in which the separators themselves stand.
 */
final class LocaleText {
  private static final char PART = '_';
  private static final char REST = '#';

  private LocaleText() {}

  /** Appends it, with what has a meaning between values escaped. */
  static void write(Locale locale, StringBuilder out) {
    if (isTold(locale)) {
      out.append(Escapes.escape(locale.toString(), CanonicalForm.STRUCTURE));
      return;
    }
    StringJoiner parts = new StringJoiner(","); // is in no text of the other kind
    parts.add(part(locale.getLanguage())).add(part(locale.getCountry()));
    parts.add(part(locale.getVariant())).add(part(locale.getScript()));
    for (char key : locale.getExtensionKeys()) {
      parts.add(part(key + "-" + locale.getExtension(key)));
    }
    out.append(parts);
  }

  private static String part(String text) {
    return Escapes.escape(text, CanonicalForm.STRUCTURE);
  }

  /** Whether no other locale has its text. */
  private static boolean isTold(Locale locale) {
    if (locale.getLanguage().isEmpty() && locale.getCountry().isEmpty()) {
      return locale.equals(Locale.ROOT);
    }
    return isOnePart(locale.getLanguage())
        && isOnePart(locale.getCountry())
        && locale.getVariant().indexOf(REST) < 0;
  }

  private static boolean isOnePart(String text) {
    return text.indexOf(PART) < 0 && text.indexOf(REST) < 0;
  }
}
