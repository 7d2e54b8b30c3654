package dev.multilayercache.benchmark.hit.peer;

/** The key that is written by hand for four arguments, where a peer asks for one. */
record QuadKey(long id, String region, int page, boolean detailed) {}
