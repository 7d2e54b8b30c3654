package dev.multilayercache.agent.config;

/** Whether callers get copies of a value that is kept in this JVM. */
public enum CopyPolicy {
  /** All callers get the same object. */
  NEVER,
  /** Copies of what can be changed. */
  AUTO,
  /** Copies, whatever it is. */
  ALWAYS
}
