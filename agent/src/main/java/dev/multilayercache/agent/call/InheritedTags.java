package dev.multilayercache.agent.call;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tags of what one load has read from caches so far. Used by one thread. */
final class InheritedTags {
  /** More than any entry may have: the set of a load that never ends must not grow for ever. */
  private static final int MOST = 1_000;

  private final @Nullable InheritedTags outer;
  private final Set<String> tags = new LinkedHashSet<>();
  private boolean areComplete = true;

  InheritedTags(@Nullable InheritedTags outer) {
    this.outer = outer;
  }

  /** Those of the load within which this one began. */
  @Nullable InheritedTags outer() {
    return outer;
  }

  void add(List<String> more) {
    if (tags.size() < MOST) {
      tags.addAll(more);
    } else {
      lose();
    }
  }

  void addAll(InheritedTags inner) {
    add(new ArrayList<>(inner.tags));
    areComplete &= inner.areComplete;
  }

  /** Some are not known. */
  void lose() {
    areComplete = false;
  }

  /** Whether all are known: else an entry with these would outlive what it was made of. */
  boolean areComplete() {
    return areComplete;
  }

  /** In the order in which they were read, each once. */
  List<String> tags() {
    return List.copyOf(tags);
  }
}
