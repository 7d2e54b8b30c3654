package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.layer.Entry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One call's way through layers and method body for a key, while others wait for what it brings.
 *
 * <p>The leader gets it from the cache, runs the body, and gives it result or exception. It lands
 * exactly once, whatever happens; failures of ours are not the leader's.
 */
class Flight implements BodyLoad {

  /** How a flight ends for its leader. */
  interface Ending {
    /** Stores the value; what followers may share, or null if each must look for himself. */
    @Nullable Answer loaded(Flight flight, @Nullable Object value);

    /** What stands in for the value, or null: the failure stands. */
    @Nullable Answer failed(Flight flight, Throwable thrown);

    /** What may stand in for the value while the body runs, or null. */
    @Nullable Answer substitute(Flight flight);

    /** Called when the leader takes what stands in for his value. */
    void substituted();

    /** The clock by which flights age. */
    long nowNanos();

    /** Called once, before followers go on: none must find the flight again. */
    void landing(Flight flight);
  }

  /**
   * What a flight brought.
   *
   * @param token what a call that it answers gets
   * @param layer the position of the layer that had it, {@link #LOADED} or {@link #STALE}
   */
  record Answer(AtomicReference<@Nullable Object> token, List<String> tags, int layer) {
    static final int LOADED = -1;

    /** It had expired, and the load failed or takes long. */
    static final int STALE = -2;
  }

  private final LoadRequest request;
  private final long stamp;
  private final Ending ending;
  private final long startNanos;
  private final AtomicBoolean given = new AtomicBoolean();
  private final CountDownLatch landed = new CountDownLatch(1);
  private volatile @Nullable Answer answer;
  private final AtomicReference<@Nullable Thread> owner =
      new AtomicReference<>(Thread.currentThread());
  private volatile @Nullable Entry expired;
  private Leases leases = new Leases(List.of()); // like the next, the leader's alone
  private long loadStartNanos;

  Flight(LoadRequest request, long stamp, Ending ending) {
    this.request = request;
    this.stamp = stamp;
    this.ending = ending;
    this.startNanos = ending.nowNanos();
    this.loadStartNanos = startNanos;
  }

  LoadRequest request() {
    return request;
  }

  long stamp() {
    return stamp;
  }

  /** The thread that runs the body or is to; null while it waits for one. */
  @Nullable Thread owner() {
    return owner.get();
  }

  long ageNanos() {
    return ending.nowNanos() - startNanos;
  }

  @Override
  public void handOver() {
    owner.compareAndSet(Thread.currentThread(), null); // the other one may have begun
  }

  @Override
  public void takeOver() {
    owner.set(Thread.currentThread());
  }

  /**
   * The layers had nothing live: the method body comes next, then its value goes where leases are.
   *
   * @param kept an expired entry that may stand in for the value
   */
  void startLoad(Leases taken, @Nullable Entry kept) {
    leases = taken;
    expired = kept;
    loadStartNanos = ending.nowNanos();
  }

  long loadNanos() {
    return ending.nowNanos() - loadStartNanos;
  }

  /** An expired entry that may stand in for the value. */
  @Nullable Entry expired() {
    return expired;
  }

  Leases leases() {
    return leases;
  }

  /** Ends the leader's method body; a second call does nothing. */
  @Override
  public void accept(@Nullable Object result, @Nullable Throwable thrown) {
    if (!given.compareAndSet(false, true)) {
      return;
    }
    Answer brought = null;
    try {
      if (thrown == null) {
        brought = ending.loaded(this, result);
      } else {
        brought = ending.failed(this, thrown);
      }
    } finally {
      land(brought);
    }
  }

  @Override
  public void giveUp() {
    if (!given.compareAndSet(false, true)) {
      return;
    }
    try {
      leases.release();
    } finally {
      land(/* brought= */ null);
    }
  }

  @Override
  public @Nullable Object get() {
    Answer brought = answer;
    return brought != null && brought.layer() == Answer.STALE ? taken(brought) : null;
  }

  @Override
  public @Nullable Object substitute() {
    return taken(ending.substitute(this));
  }

  @Override
  public boolean maySubstitute() {
    return ending.substitute(this) != null;
  }

  private @Nullable Object taken(@Nullable Answer substitute) {
    if (substitute == null) {
      return null;
    }
    ending.substituted();
    return substitute.token();
  }

  /** Runs a loader as this flight's method body. */
  <X extends Throwable> @Nullable Object run(Loader<X> loader) throws X {
    Object value;
    try {
      value = loader.load();
    } catch (Throwable e) {
      accept(null, e);
      if (get() instanceof AtomicReference<?> substitute) {
        return substitute.getPlain();
      }
      throw e;
    }
    accept(value, null);
    return value;
  }

  /** Lets the followers go on. */
  final void land(@Nullable Answer brought) {
    answer = brought;
    try {
      ending.landing(this);
    } finally {
      landed.countDown();
    }
  }

  boolean hasLanded() {
    return landed.getCount() == 0;
  }

  /** Waits for a short while; not for itself, and not on a thread that is interrupted. */
  boolean landsWithin(Duration time) {
    try {
      return owner() == Thread.currentThread() || awaitLanding(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether it landed in time. */
  boolean awaitLanding(long nanos) throws InterruptedException {
    return PoolAwareWait.on(landed, nanos);
  }

  /** What it brought, if it landed and brought something to share. */
  @Nullable Answer answer() {
    return answer;
  }
}
