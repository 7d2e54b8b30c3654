package dev.multilayercache.agent.codec;

/** How large a value in a shared layer may be, beside its bytes; who writes and reads obeys. */
final class Limits {
  static final int MOST_DEPTH = 32;
  static final int MOST_REFERENCES = 100_000;
  static final int LONGEST_ARRAY = 1_000_000;

  /**
   * A serialized element takes a byte at least, and a table of hashed ones has up to three places
   * for each two bytes: who announces more than this has not written them.
   */
  static final long ELEMENTS_PER_BYTE = 4;

  static final int MOST_ELEMENTS_WITHOUT_BYTES = 1_024;

  private Limits() {}
}
