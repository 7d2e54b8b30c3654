package dev.multilayercache.faults.history;

/**
 * An invalidation that has returned, after the database's update.
 *
 * @param version that the update gave to all keys of the scope
 * @param confirmed what it said
 */
public record Invalidation(
    String node, long began, long ended, Scope scope, long version, boolean confirmed) {}
