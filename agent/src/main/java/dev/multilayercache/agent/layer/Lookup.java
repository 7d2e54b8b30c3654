package dev.multilayercache.agent.layer;

/** What a layer answers to a read: absence is a type of its own, never a value. */
public sealed interface Lookup {

  /** A live entry. */
  record Hit(Entry entry) implements Lookup {}

  /** Nothing live; the lease is the right to store what is found or loaded farther away. */
  record Miss(Lease lease) implements Lookup {}
}
