package dev.multilayercache.agent.engine;

/**
 * What an invalidation did.
 *
 * @param line one line for people, as JMX returns it
 */
public record InvalidationReport(boolean confirmed, String line) {}
