package dev.multilayercache.agent.codec;

/**
 * A value that must stay in this JVM; the message names the field and the reason, never the value.
 */
public final class NotEncodableException extends Exception {
  private final boolean unprepared;

  NotEncodableException(String reason) {
    this(reason, /* unprepared= */ false);
  }

  /**
   * With whether the application's own classes are not made for serialization at all.
   *
   * @param unprepared whether an application class that is not Serializable is the reason
   */
  NotEncodableException(String reason, boolean unprepared) {
    super(reason, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    this.unprepared = unprepared;
  }

  boolean isUnprepared() {
    return unprepared;
  }
}
