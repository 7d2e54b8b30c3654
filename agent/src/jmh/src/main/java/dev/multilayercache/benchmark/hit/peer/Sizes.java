package dev.multilayercache.benchmark.hit.peer;

import java.time.Duration;

/** What is equal for all that is compared. */
final class Sizes {
  static final int ENTRIES = 10_000;

  /** Nothing expires while it is measured, and everything could. */
  static final Duration TIME_TO_LIVE = Duration.ofHours(1);

  private Sizes() {}
}
