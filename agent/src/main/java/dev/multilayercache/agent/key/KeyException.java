package dev.multilayercache.agent.key;

/**
 * A value of which no key, tag or pattern can be made.
 *
 * <p>The message is one line and names the placeholder, the type and what to do; never the value.
 */
public final class KeyException extends RuntimeException {
  public KeyException(String message) {
    // Made on the way into a method call: a stack trace would cost more than the call and say less.
    super(message, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
  }
}
