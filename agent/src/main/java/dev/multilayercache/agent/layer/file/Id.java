package dev.multilayercache.agent.layer.file;

/** The identity of an entry. */
record Id(String cache, String key) {}
