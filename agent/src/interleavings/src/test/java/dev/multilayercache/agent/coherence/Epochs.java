package dev.multilayercache.agent.coherence;

import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.Operation;

/** The epochs of one node: suspended, begun anew, and kept by extensions of the lease. */
public class Epochs {

  /** Whether an extension sets the view whatever it is by then; static, as Lincheck makes these. */
  static volatile boolean extendsBlindly;

  private final Generations generations = Generations.leased();
  private final AtomicLong suspended = new AtomicLong(-1);

  /** Ends the epoch in force: from now on nothing remembered in it may answer. */
  @Operation
  public void suspend() {
    long epoch = generations.viewToJudge().epoch();
    generations.suspendEpoch();
    suspended.accumulateAndGet(epoch, Math::max);
  }

  /** Whether no epoch is shown that was over before. */
  @Operation
  public boolean look() {
    long over = suspended.get();
    long epoch = generations.view().epoch();
    return epoch > over || isNone(epoch);
  }

  /** The same, for who judges an entry to be remembered in the epoch. */
  @Operation
  public boolean judge() {
    long over = suspended.get();
    return generations.viewToJudge().epoch() > over;
  }

  /** Gives the lease, and keeps the epoch. */
  @Operation
  public void extend() {
    if (extendsBlindly) {
      View before = generations.view();
      generations.leaseUntil(1);
      show(new View(before.epoch(), View.Term.UNTIL_DEADLINE, 1));
    } else {
      generations.leaseUntil(1);
    }
  }

  @Operation
  public void end() {
    generations.endLease();
  }

  @Operation
  public void invalidate() {
    generations.apply(new Invalidation.All(null));
  }

  /** That of {@link Generations#suspendEpoch}. */
  private static boolean isNone(long epoch) {
    return epoch < 0;
  }

  private void show(View view) {
    try {
      Field field = Generations.class.getDeclaredField("view");
      field.setAccessible(true);
      field.set(generations, view);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
