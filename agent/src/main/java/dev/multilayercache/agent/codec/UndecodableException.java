package dev.multilayercache.agent.codec;

/** Bytes that are no value of the declared type; the message never shows the bytes. */
public final class UndecodableException extends Exception {
  UndecodableException(String reason) {
    super(reason, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
  }
}
