package dev.multilayercache.layer;

import java.util.List;

/** Tells which entries are to be forgotten. Safe for use by any thread. */
@FunctionalInterface
public interface EntryFilter {
  /**
   * Whether an entry is to be forgotten.
   *
   * @param tags those that the entry was put with
   */
  boolean matches(String cache, String key, List<String> tags);
}
