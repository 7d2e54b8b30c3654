package dev.multilayercache;

/**
 * One value to have in a cache before it is asked for.
 *
 * @param loader called unless a layer already holds the key
 */
public record WarmUpItem(String key, CacheOptions options, Loader<?, ?> loader) {

  /** With the cache's own options. */
  public WarmUpItem(String key, Loader<?, ?> loader) {
    this(key, CacheOptions.defaults(), loader);
  }
}
