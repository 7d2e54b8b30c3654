package dev.multilayercache.agent.key;

/**
 * A value of which no key, tag or pattern can be made.
 *
 * <p>The message is one line and names the placeholder, the type and what to do; never the value.
 */
public final class KeyException extends RuntimeException {
  private final boolean isPassing;

  public KeyException(String message) {
    this(message, /* isPassing= */ false);
  }

  private KeyException(String message, boolean isPassing) {
    // Made on the way into a method call: a stack trace would cost more than the call and say less.
    super(message, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    this.isPassing = isPassing;
  }

  /** One that depends on when the call comes: with equal arguments the next may have a key. */
  public static KeyException passing(String message) {
    return new KeyException(message, /* isPassing= */ true);
  }

  /** Whether the next call with equal arguments may have a key. */
  public boolean isPassing() {
    return isPassing;
  }
}
