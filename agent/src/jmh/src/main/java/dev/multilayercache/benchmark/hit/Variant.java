package dev.multilayercache.benchmark.hit;

import dev.multilayercache.benchmark.hit.contender.Peer;

/** A peer that is called by so many threads at once. */
record Variant(String peer, int threads) {

  static Variant of(Class<? extends Peer> peer, int threads) {
    return new Variant(peer.getName(), threads);
  }
}
