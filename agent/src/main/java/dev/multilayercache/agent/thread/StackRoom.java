package dev.multilayercache.agent.thread;

/**
 * Proof that the caller's stack has room, before something is begun that must be brought to an end.
 *
 * <p>It costs a few nanoseconds once it is compiled: see {@link SpaciousClass}. Where the JVM does
 * not account for local variables, nothing is proven and nothing breaks.
 */
public final class StackRoom {
  private static final int KIB = 1024;

  /**
   * For a call of a cache, its end at the same depth included. Three times what it takes in the
   * interpreter, and enough to load a few classes.
   */
  private static final Runnable CALL = SpaciousClass.define(16 * KIB);

  /**
   * For a read of the nearest layer, which may wake its housekeeping: a lock that is taken for that
   * must be given back.
   */
  private static final Runnable HIT = SpaciousClass.define(8 * KIB);

  /** For the invalidation of whole caches, on other nodes too. */
  private static final Runnable INVALIDATION = SpaciousClass.define(64 * KIB);

  private final Runnable proof;

  /**
   * @param bytes how much is to be proven, less than half a megabyte
   */
  public StackRoom(int bytes) {
    this.proof = SpaciousClass.define(bytes);
  }

  /**
   * Returns if there is room at the caller's depth.
   *
   * @throws StackOverflowError if not
   */
  public void prove() {
    proof.run();
  }

  /** Like {@link #prove}, for an invalidation. */
  public static void proveForInvalidation() {
    INVALIDATION.run();
  }

  /** Like {@link #prove}, for a read of the nearest layer. */
  public static void proveForHit() {
    HIT.run();
  }

  /** Like {@link #prove}, for what a call of a cache needs. */
  public static void proveForCall() {
    CALL.run();
  }
}
