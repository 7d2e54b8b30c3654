package dev.multilayercache.agent.layer.hazelcast;

import org.jspecify.annotations.Nullable;

/**
 * A value that this node has dated anew, to load its successor. Nobody keeps it alive, and it stays
 * if none comes.
 *
 * @param kept what other nodes wrote beside it, or null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Redated(Slot slot, byte[] bytes, @Nullable Envelope kept) implements Claim {
  @Override
  public boolean fill(byte[] blob) {
    return slot.swap(bytes, blob);
  }

  @Override
  public void giveBack() {}
}
