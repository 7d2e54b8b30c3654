package dev.multilayercache.agent.layer;

/**
 * A layer's health at a moment.
 *
 * <p>The state is a word and, where it helps, a reason: "ready", "starting", "absent: …", "open for
 * 4 s: …".
 *
 * @param errors failed and timed-out operations since the start
 * @param evictions entries dropped to make room; expiry and invalidation do not count
 * @param expirations entries dropped because their time had passed
 */
public record LayerStatus(
    String state, long errors, long evictions, long expirations, long reads, long readNanos) {}
