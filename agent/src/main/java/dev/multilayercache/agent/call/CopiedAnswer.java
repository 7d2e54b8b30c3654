package dev.multilayercache.agent.call;

import dev.multilayercache.agent.layer.Entry;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a woven method gets for an entry of whose value its caller gets a copy. */
final class CopiedAnswer extends AtomicReference<@Nullable Object> {
  private final List<String> tags;

  private CopiedAnswer(@Nullable Object copy, List<String> tags) {
    super(copy);
    this.tags = tags;
  }

  /**
   * The copy, which has the tags of what it was copied from.
   *
   * @param original an entry, or what another thread's load brought, whose tags are not known
   */
  static AtomicReference<@Nullable Object> of(@Nullable Object copy, Object original) {
    return original instanceof Entry entry
        ? new CopiedAnswer(copy, entry.tags())
        : new AtomicReference<>(copy);
  }

  List<String> tags() {
    return tags;
  }

  /** Not the value: that is somebody's data. */
  @Override
  public String toString() {
    return "a copy with " + tags.size() + " tags";
  }
}
