package dev.multilayercache.surroundings.boot;

/** What the shop sells. */
public record Product(long id, String name) {}
