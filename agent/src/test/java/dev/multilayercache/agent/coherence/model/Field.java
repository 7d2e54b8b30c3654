package dev.multilayercache.agent.coherence.model;

/** A small number in a packed state: the bits of one word that hold it. */
record Field(String name, int word, int shift, int mask) {}
