package dev.multilayercache;

/** Whether callers get copies of a value that is kept in this JVM. */
public enum Copy {
  /** All callers get the same object, and must not change it. */
  NEVER,
  /** Callers get copies of what can be changed, and the same object of what cannot. */
  AUTO,
  /** Callers get copies, whatever it is. */
  ALWAYS
}
