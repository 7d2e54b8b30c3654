package dev.multilayercache.agent.layer.store;

import dev.multilayercache.layer.LayerStore;

/** Opens the store of one layer; on a thread of ours, and again after a failure. */
@FunctionalInterface
public interface StoreOpener {
  LayerStore open() throws Exception;
}
