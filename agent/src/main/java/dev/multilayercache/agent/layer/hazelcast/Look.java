package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.layer.Entry;
import org.jspecify.annotations.Nullable;

/**
 * What this node sees in a slot.
 *
 * @param entry the answer, or null; one that has expired is none, but may stand in for a failed
 *     load
 * @param isToken whether somebody loads
 * @param others without an answer: what answers nodes with other classes, and must not be lost when
 *     this one writes; or null
 */
record Look(@Nullable Entry entry, boolean isToken, @Nullable Envelope others) {
  static final Look NOTHING = new Look(null, /* isToken= */ false, null);
}
