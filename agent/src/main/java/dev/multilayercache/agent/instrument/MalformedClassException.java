package dev.multilayercache.agent.instrument;

/** The bytes are not a class file as the JVM specification has it. */
final class MalformedClassException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedClassException(String what) {
    super(what, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
  }
}
