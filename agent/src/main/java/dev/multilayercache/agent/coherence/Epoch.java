package dev.multilayercache.agent.coherence;

/**
 * A time on this node in which nothing was invalidated other than by key.
 *
 * <p>Epochs are told apart by identity: a reference takes half the room of a number in each entry,
 * and never comes round again.
 */
public final class Epoch {
  Epoch() {}
}
