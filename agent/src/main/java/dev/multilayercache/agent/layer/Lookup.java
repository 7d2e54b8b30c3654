package dev.multilayercache.agent.layer;

import org.jspecify.annotations.Nullable;

/** What a layer answers to a read: absence is a type of its own, never a value. */
public sealed interface Lookup {

  /** A live entry. */
  record Hit(Entry entry) implements Lookup {}

  /**
   * Nothing live; the lease is the right to store what is found or loaded farther away.
   *
   * @param expired an entry that is kept beyond its end, which may have been invalidated since
   */
  record Miss(Lease lease, @Nullable Entry expired) implements Lookup {
    public Miss(Lease lease) {
      this(lease, /* expired= */ null);
    }
  }

  /** To who would load it anew: another node does. */
  record Elsewhere() implements Lookup {}
}
