package dev.multilayercache.agent.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A flight whose leader does not stay with it: it lands on the thread that completes the body's
 * result, and who joins it is called back.
 *
 * <p>Those who joined share the leader's exception, too: none of them has a thread left to load for
 * itself.
 */
final class AsyncFlight extends Flight implements PendingLoad {

  private static final int MOST_BEFORE = 10;

  /**
   * What it brought.
   *
   * @param layer the position of the layer that had it, or {@link Flight.Answer#LOADED}
   */
  record Brought(@Nullable Object value, int layer) {}

  private final CompletableFuture<Brought> brought = new CompletableFuture<>();
  private final Executor stores;
  private final boolean takesAWhile;
  private volatile boolean isUnderWay;
  private volatile boolean isAlone;
  private @Nullable Long loadNanos;

  /** How many flights before this one, of the same key, wait for what it brings. */
  private int waitingBefore;

  /**
   * @param stores where values are stored if not on the thread that brings them
   * @param takesAWhile whether that may have to wait for a shared layer
   */
  AsyncFlight(
      LoadRequest request, long stamp, Ending ending, Executor stores, boolean takesAWhile) {
    super(request, stamp, ending);
    this.stores = stores;
    this.takesAWhile = takesAWhile;
  }

  @Override
  public void isUnderWay() {
    isUnderWay = true;
  }

  @Override
  public void standAlone() {
    isAlone = true;
  }

  boolean isAlone() {
    return isAlone;
  }

  /** Whether this thread is still in the body: what it waits for cannot come before it goes on. */
  boolean isInBody() {
    return !isUnderWay && owner() == Thread.currentThread();
  }

  @Override
  public void accept(@Nullable Object result, @Nullable Throwable thrown) {
    if (thrown == null && (takesAWhile || !Loading.hasStackRoom())) {
      loadNanos = super.loadNanos();
      handOn(result, /* thrown= */ null); // nobody waits for a shared layer
      stores.execute(() -> super.accept(result, /* thrown= */ null));
      return;
    }
    try {
      super.accept(result, thrown);
    } finally {
      handOn(result, thrown);
    }
  }

  /** Until the value came, not until somebody stores it. */
  @Override
  long loadNanos() {
    Long measured = loadNanos;
    return measured == null ? super.loadNanos() : measured;
  }

  @Override
  public void handOn(@Nullable Object result, @Nullable Throwable thrown) {
    if (thrown == null) {
      brought.complete(new Brought(result, Answer.LOADED));
    } else {
      brought.completeExceptionally(thrown);
    }
  }

  /** The layers had it. */
  void landWith(Answer found) {
    try {
      land(found);
    } finally {
      brought.complete(new Brought(found.token().getPlain(), found.layer()));
    }
  }

  /**
   * This one takes the place of an overdue one. A value that this one brings is one for those, too,
   * who joined the other: its result may be lost, and never come. A failure is not: the other may
   * just be slow. Nor are lost ones kept without end, one behind the other.
   */
  void takePlaceOf(AsyncFlight overdue) {
    if (overdue.brought.getNumberOfDependents() == 0 || overdue.waitingBefore >= MOST_BEFORE) {
      return;
    }
    waitingBefore = overdue.waitingBefore + 1;
    var unused =
        brought.thenAccept(
            value -> {
              if (!isAlone && overdue.request().accepts(value.value())) {
                overdue.brought.complete(value);
              }
            });
  }

  /** What it brings, for who joins; never to be completed by them. */
  CompletableFuture<Brought> brought() {
    return brought;
  }
}
