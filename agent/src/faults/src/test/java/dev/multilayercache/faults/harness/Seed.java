package dev.multilayercache.faults.harness;

import java.security.SecureRandom;

/** What all faults are drawn from: {@code -Dfaults.seed}, or another one each time. */
final class Seed {
  private static final long GIVEN =
      Long.getLong("faults.seed", new SecureRandom().nextInt(1_000_000));

  private Seed() {}

  static long get() {
    return GIVEN;
  }
}
