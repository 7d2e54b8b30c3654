package dev.multilayercache.agent.plan;

import org.jspecify.annotations.Nullable;

/** Tells of a method with parameters that somebody gave a key without any of them. */
final class SharedEntry {
  private SharedEntry() {}

  /** One sentence and what to write, or null if there is nothing to say. */
  static @Nullable String remark(MethodSite site, @Nullable CachePlan cached) {
    if (cached == null
        || cached.wishes().key().key().isEmpty()
        || !cached.key().parameters().isEmpty()
        || site.signature().parameterTypes().isEmpty()) {
      return null;
    }
    return "key \"%s\" has no placeholder, so calls with different arguments share one entry. Write for example key = \"%s\"."
        .formatted(cached.key(), example(site, cached.key().toString()));
  }

  private static String example(MethodSite site, String key) {
    boolean isNamed = site.parameterNames() != null;
    if (isNamed && site.parameterNames().contains(key)) {
      return "{" + key + "}";
    }
    return key + ":{" + (isNamed ? site.parameterNames().get(0) : "0") + "}";
  }
}
