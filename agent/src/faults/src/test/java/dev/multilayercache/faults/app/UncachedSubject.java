package dev.multilayercache.faults.app;

import dev.multilayercache.faults.history.Scope;

/** No cache: what the checker must find nothing in. */
final class UncachedSubject implements Subject {
  private final Database database;

  UncachedSubject(Database database) {
    this.database = database;
  }

  @Override
  public long read(String key) {
    return database.version(key);
  }

  @Override
  public boolean invalidate(Scope scope) {
    return true;
  }
}
