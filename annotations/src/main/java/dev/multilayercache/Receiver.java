package dev.multilayercache;

/** Whether the object that a method is called on is part of the key. */
public enum Receiver {
  /** It is not: all objects of one class share entries. */
  IGNORE,
  /** Its value is, as an argument's would be: objects that are equal share entries. */
  EQUALS,
  /** The very object is, which no other JVM knows: entries stay in the layers of this one. */
  IDENTITY
}
