package dev.multilayercache.faults.history;

/** A time, in nanoseconds of the common clock. */
public record Interval(long began, long ended) {
  boolean touches(long otherBegan, long otherEnded) {
    return began <= otherEnded && otherBegan <= ended;
  }
}
