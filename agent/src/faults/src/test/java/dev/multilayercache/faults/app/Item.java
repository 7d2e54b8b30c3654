package dev.multilayercache.faults.app;

/** A cached value. */
record Item(String key, long version) {}
