package dev.multilayercache.agent.config;

/** Whether the object that a method is called on is part of the key. */
public enum ReceiverPolicy {
  /** It is not: all objects of one class share entries. */
  IGNORE,
  /** Its value is, as an argument's. */
  EQUALS,
  /** The very object is; entries stay in this JVM. */
  IDENTITY
}
