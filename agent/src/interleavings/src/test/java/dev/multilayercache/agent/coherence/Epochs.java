package dev.multilayercache.agent.coherence;

import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jetbrains.lincheck.datastructures.Operation;

/** The epochs of one node: suspended, begun anew, and kept by extensions of the lease. */
public class Epochs {

  /** Whether an extension sets the view whatever it is by then; static, as Lincheck makes these. */
  static volatile boolean extendsBlindly;

  private final Generations generations = Generations.leased();
  private final List<Epoch> over = new CopyOnWriteArrayList<>();

  /** Ends the epoch in force: from now on nothing remembered in it may answer. */
  @Operation
  public void suspend() {
    Epoch epoch = generations.viewToJudge().epoch();
    generations.suspendEpoch();
    over.add(epoch);
  }

  /** Whether no epoch is shown that was over before. */
  @Operation
  public boolean look() {
    List<Epoch> before = List.copyOf(over);
    return !before.contains(generations.view().epoch());
  }

  /** The same, for who judges an entry to be remembered in the epoch. */
  @Operation
  public boolean judge() {
    List<Epoch> before = List.copyOf(over);
    return !before.contains(generations.viewToJudge().epoch());
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
    Epoch epoch = generations.viewToJudge().epoch();
    generations.apply(new Invalidation.All(null));
    over.add(epoch);
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
