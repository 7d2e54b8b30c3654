package dev.multilayercache.agent.plan;

/**
 * A method cannot be cached, or cannot invalidate, as it asks to; the message is the reason and
 * what to do: {@code it returns void. Remove @MultiLayerCached.}
 */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public RefusedException(String reason) {
    super(reason, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
  }

  /** The reason and what to do. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
