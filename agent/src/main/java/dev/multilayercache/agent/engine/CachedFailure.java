package dev.multilayercache.agent.engine;

/**
 * The value of an entry that stands for an exception: what a body threw, kept like a result.
 *
 * <p>It stays in this JVM. Only who asks for exceptions may be given one; it implements nothing, so
 * that no declared type but {@code Object} can be taken for it.
 */
public final class CachedFailure {
  private final Throwable thrown;

  public CachedFailure(Throwable thrown) {
    this.thrown = thrown;
  }

  /** The very object that the body threw. */
  public Throwable thrown() {
    return thrown;
  }

  /** Not the exception: its message is somebody's data. */
  @Override
  public String toString() {
    return "a cached failure";
  }
}
