package dev.multilayercache.agent.config;

import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.text.NearestName;
import org.jspecify.annotations.Nullable;

/** Understands {@code consistency}, which the defaults, a cache and a method may have. */
final class ConsistencyWord {
  static final String KEY = "consistency";

  private ConsistencyWord() {}

  /** Null if the section does not say it. */
  static @Nullable Consistency read(SectionReader section) throws ConfigException {
    String word = section.text(KEY, "Write bounded or strong.");
    if (word == null) {
      return null;
    }
    Consistency consistency = Consistency.ofWord(word);
    if (consistency == null) {
      throw section
          .place(KEY)
          .refuse(
              SectionReader.isNot(
                  word, "a consistency", NearestName.suggest(word, Consistency.words())));
    }
    return consistency;
  }

  static Consistency read(SectionReader section, Consistency otherwise) throws ConfigException {
    Consistency consistency = read(section);
    return consistency == null ? otherwise : consistency;
  }
}
