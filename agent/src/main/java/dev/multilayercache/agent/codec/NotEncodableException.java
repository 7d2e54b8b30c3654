package dev.multilayercache.agent.codec;

/**
 * A value that must stay in this JVM; the message names the field and the reason, never the value.
 */
public final class NotEncodableException extends Exception {
  NotEncodableException(String reason) {
    super(reason, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
  }
}
