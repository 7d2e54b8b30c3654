package dev.multilayercache.benchmark.hit.peer;

/** The key that is written by hand for two arguments, where a peer asks for one. */
record PairKey(long id, String region) {}
