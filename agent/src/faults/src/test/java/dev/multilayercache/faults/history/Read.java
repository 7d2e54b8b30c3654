package dev.multilayercache.faults.history;

/**
 * A call that was answered.
 *
 * @param node one JVM: a node that was started again is another one
 * @param began on the clock that all JVMs of this machine share, in nanoseconds, as {@code ended}
 * @param version of the database, found in the answer
 * @param thread that called
 */
public record Read(String node, long began, long ended, String key, long version, String thread) {}
