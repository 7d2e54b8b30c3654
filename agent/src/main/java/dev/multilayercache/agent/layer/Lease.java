package dev.multilayercache.agent.layer;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The right to store one key in one layer, taken at the miss and so before the value was loaded.
 *
 * <p>An invalidation of the key in between voids the lease. After the lease of Facebook's memcache
 * (Nishtala et al., "Scaling Memcache at Facebook", NSDI 2013). Used by one thread at a time.
 */
public interface Lease {

  /** What became of a value that was to be stored. */
  enum Outcome {
    /** The layer holds the value. */
    STORED,
    /** An invalidation or a newer write came first: the value must not be kept in any layer. */
    REFUSED,
    /** The layer does not take this value (not encodable, too large); other layers may. */
    SKIPPED,
    /** The layer is not there now, or failed; other layers may take the value. */
    ABSENT
  }

  /** A lease of a layer that is not there. */
  Lease NONE =
      new Lease() {
        @Override
        public Outcome store(Entry entry, BooleanSupplier stillFresh) {
          return Outcome.ABSENT;
        }

        @Override
        public void release() {}
      };

  /**
   * Stores the entry unless the lease was voided.
   *
   * @param stillFresh asked by a layer in this JVM atomically with the insertion of the key; a
   *     shared layer has its own proof and need not ask
   */
  Outcome store(Entry entry, BooleanSupplier stillFresh);

  /**
   * Begins to store as {@link #store} does, so that stores of several keys need not wait for each
   * other.
   *
   * @return waits for what became of it; to be asked once
   */
  default Supplier<Outcome> begin(Entry entry, BooleanSupplier stillFresh) {
    Outcome outcome = store(entry, stillFresh);
    return () -> outcome;
  }

  /**
   * The load brought a value that no layer keeps: what the layer keeps beyond its end, in case the
   * load fails, goes as if the value had been stored. The lease is to be released all the same.
   */
  default void forgo() {}

  /**
   * Gives the lease back without a value, for example because the method body failed. Idempotent.
   */
  void release();
}
