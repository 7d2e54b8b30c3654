package dev.multilayercache.faults.history;

/** An exception that reached a caller; its body throws none. */
public record Failure(String node, long at, String text) {}
