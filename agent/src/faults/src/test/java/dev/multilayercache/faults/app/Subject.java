package dev.multilayercache.faults.app;

import dev.multilayercache.faults.history.Scope;

/** A cache under test. */
interface Subject {

  /** The version that the cache answers with, or the database if it has none. */
  long read(String key);

  /** Forgets on all nodes; whether that is known to have reached them. */
  boolean invalidate(Scope scope);
}
