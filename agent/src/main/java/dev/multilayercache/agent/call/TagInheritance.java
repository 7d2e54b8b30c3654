package dev.multilayercache.agent.call;

import dev.multilayercache.agent.thread.ThreadBound;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the loads of methods with {@code inheritTags} the tags of what their threads read from
 * caches meanwhile. Safe for use by any thread.
 */
final class TagInheritance {
  private final ThreadBound<InheritedTags> innermost = new ThreadBound<>();

  /** Whether the calling thread is within such a load. */
  boolean isUnderWay() {
    return innermost.isSet();
  }

  /** A load of the calling thread begins, perhaps within another one. */
  InheritedTags begin() {
    InheritedTags inherited = new InheritedTags(innermost.get());
    innermost.set(inherited);
    return inherited;
  }

  /**
   * That load is over, and so are those within it that never said so. The load around it depends on
   * what this one read.
   */
  void end(InheritedTags inherited) {
    InheritedTags outer = inherited.outer();
    innermost.set(outer);
    if (outer != null) {
      outer.addAll(inherited);
    }
  }

  /** The calling thread has read something with these tags. */
  void read(List<String> tags) {
    InheritedTags inherited = innermost.get();
    if (inherited != null) {
      inherited.add(tags);
    }
  }

  /** The calling thread has read something, and its tags could not be told. */
  void readUnknown() {
    @Nullable InheritedTags inherited = innermost.get();
    if (inherited != null) {
      inherited.lose();
    }
  }
}
