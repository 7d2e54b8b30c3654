package dev.multilayercache.agent.layer.hazelcast;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a lease holds in its slot, and nobody else can have put there. */
interface Claim {

  /**
   * Puts the value in its place; false if the lease was voided.
   *
   * @throws ClusterFailure if that does not come about in time
   */
  boolean fill(byte[] blob);

  /** Begins that; what it gives is to be asked once, and has its time from now on. */
  default Supplier<Boolean> beginFill(byte[] blob) {
    boolean filled = fill(blob);
    return () -> filled;
  }

  /** There will be no value: whatever was promised by it is taken back. */
  void giveBack();

  /** The same, to which nothing expired returns. */
  default Claim displacingNothing() {
    return this;
  }

  /** What is to be kept beside the value, or null. */
  @Nullable Envelope kept();
}
