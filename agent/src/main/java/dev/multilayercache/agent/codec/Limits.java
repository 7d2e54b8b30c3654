package dev.multilayercache.agent.codec;

/** How large a value in a shared layer may be; the same for who writes and who reads. */
final class Limits {
  static final int MOST_BYTES = 1 << 20;
  static final int MOST_DEPTH = 32;
  static final int MOST_REFERENCES = 100_000;
  static final int LONGEST_ARRAY = 1_000_000;

  private Limits() {}
}
