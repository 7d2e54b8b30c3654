package dev.multilayercache.agent.codec;

/**
 * A value that must stay in this JVM; the message names the field and the reason, never the value.
 */
public final class NotEncodableException extends Exception {
  private final boolean unprepared;
  private final long size;

  NotEncodableException(String reason) {
    this(reason, /* unprepared= */ false);
  }

  /**
   * With whether the application's own classes are not made for serialization at all.
   *
   * @param unprepared whether an application class that is not Serializable is the reason
   */
  NotEncodableException(String reason, boolean unprepared) {
    this(reason, unprepared, /* size= */ 0);
  }

  NotEncodableException(String reason, boolean unprepared, long size) {
    super(reason, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    this.unprepared = unprepared;
    this.size = size;
  }

  static NotEncodableException tooLarge(Object value, LimitedOutput.TooLargeException size) {
    return new NotEncodableException(
        Place.root(value.getClass()) + ": it takes " + size.size() + " bytes",
        /* unprepared= */ false,
        size.size());
  }

  boolean isUnprepared() {
    return unprepared;
  }

  /**
   * If the value is too large, how many bytes it takes, or has taken when that was given up; else
   * 0.
   */
  public long size() {
    return size;
  }
}
