package dev.multilayercache.agent.expression;

/** What somebody wrote wrongly, and where. */
final class Mistake {
  private Mistake() {}

  /**
   * The exception for it.
   *
   * @param column counted from 1
   * @param what is wrong, and what to write instead: sentences
   */
  static IllegalArgumentException at(int column, String what) {
    return new IllegalArgumentException("column " + column + ": " + what);
  }
}
