package dev.multilayercache.agent.plan;

import java.util.List;
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
    List<String> names = site.parameterNames();
    if (names != null && names.contains(key)) {
      return "{" + key + "}";
    }
    return key + ":{" + (names == null ? "0" : names.get(0)) + "}";
  }
}
