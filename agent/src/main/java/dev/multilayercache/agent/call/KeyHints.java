package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.key.BoundTemplate;
import dev.multilayercache.agent.log.AgentLog;
import java.util.List;

/**
 * Tells that a method names a key which no method that reads from the cache can make: most likely
 * one of the two templates is misspelt.
 *
 * @param owner the class of the method that names it
 */
record KeyHints(Caches caches, NamedCaches named, Class<?> owner) {

  /**
   * Warns, once a minute for a cache, if all of these are nobody's.
   *
   * @param keys those that a call means: which of them depends on who reads
   * @param template what they were made of; they themselves may be somebody's data
   */
  void check(String method, String cache, List<String> keys, BoundTemplate template) {
    if (keys.isEmpty() || caches.canHaveOneOf(cache, keys)) {
      return;
    }
    var unused = named.find(owner, cache); // now it knows methods that are still to be called
    if (!caches.canHaveOneOf(cache, keys)) {
      AgentLog.warnOncePerMinute(
          "strange key of " + cache,
          "cache %s: %s names the key \"%s\", and no method of that cache seen so far makes such a key. They have %s. Check both."
              .formatted(cache, method, template, String.join(", ", caches.keyTemplates(cache))));
    }
  }
}
