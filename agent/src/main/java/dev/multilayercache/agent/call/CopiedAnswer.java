package dev.multilayercache.agent.call;

import dev.multilayercache.agent.layer.Entry;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a woven method gets for an entry of whose value its caller gets a copy. */
final class CopiedAnswer extends AtomicReference<@Nullable Object> {
  private final Entry original;

  private CopiedAnswer(@Nullable Object copy, Entry original) {
    super(copy);
    this.original = original;
  }

  /**
   * The copy, which knows what it was copied from.
   *
   * @param original an entry, or what another thread's load brought, whose tags are not known
   */
  static AtomicReference<@Nullable Object> of(@Nullable Object copy, Object original) {
    return original instanceof Entry entry
        ? new CopiedAnswer(copy, entry)
        : new AtomicReference<>(copy);
  }

  Entry original() {
    return original;
  }

  List<String> tags() {
    return original.tags();
  }

  /** Not the value: that is somebody's data. */
  @Override
  public String toString() {
    return "a copy with " + tags().size() + " tags";
  }
}
