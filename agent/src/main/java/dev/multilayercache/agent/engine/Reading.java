package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.layer.Entry;
import org.jspecify.annotations.Nullable;

/**
 * What a walk down the chain found.
 *
 * @param leases of the layers that had nothing, to be used or released
 * @param entry what the last layer asked had, or null if none of them had any
 * @param layer the position of that layer; the number of layers if none
 * @param expired where there is none, one that is kept beyond its end, as it was found
 */
record Reading(Leases leases, @Nullable Entry entry, int layer, @Nullable Entry expired) {

  /** Of an entry, or of nothing. */
  Reading(Leases leases, @Nullable Entry entry, int layer) {
    this(leases, entry, layer, /* expired= */ null);
  }
}
