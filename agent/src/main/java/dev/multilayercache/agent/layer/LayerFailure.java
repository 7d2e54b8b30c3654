package dev.multilayercache.agent.layer;

/**
 * A layer did not do something, or not in time; whether it is done later is not known.
 *
 * <p>The message says why in a phrase fit for logs: no keys, values or addresses of entries.
 */
public class LayerFailure extends RuntimeException {

  /** Without a stack trace: it is made once per call while a layer is down. */
  public LayerFailure(String reason) {
    super(reason, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
  }
}
