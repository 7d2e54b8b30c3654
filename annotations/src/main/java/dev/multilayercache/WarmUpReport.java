package dev.multilayercache;

/**
 * What a warm-up did; the three add up to the number of items.
 *
 * @param loaded items whose loader gave a value
 * @param skipped items whose key was already there, or came earlier in the same warm-up; without
 *     the agent, all
 * @param failed items whose loader threw
 */
public record WarmUpReport(int loaded, int skipped, int failed) {}
