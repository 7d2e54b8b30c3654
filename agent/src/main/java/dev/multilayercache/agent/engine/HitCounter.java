package dev.multilayercache.agent.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts exactly, at the price of a plain addition.
 *
 * <p>A {@link LongAdder} pays one locked instruction for each count, even if one thread has it for
 * itself. Here a thread with a slot adds to a cell that no other thread writes; the rest share an
 * adder. A sum taken meanwhile may lack the latest. A record because the JIT trusts a record's
 * fields. Safe for use by any thread.
 *
 * @param cells one for each slot, made by its thread
 * @param othersAbout what threads without a slot overwrite each other's counts in
 * @param forgotten what had been counted when it began anew
 */
@SuppressWarnings("ArrayRecordComponent") // compared with no other
record HitCounter(
    ThreadSlots slots,
    @Nullable Cell[] cells,
    LongAdder others,
    Cell othersAbout,
    AtomicLong forgotten) {
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(Cell[].class);

  HitCounter(ThreadSlots slots) {
    this(slots, new Cell[slots.size()], new LongAdder(), new Cell(), new AtomicLong());
  }

  /** Fills a cache line: cells of two threads in one would be as slow as one cell. */
  @SuppressWarnings("unused")
  static final class Cell extends AtomicLong {
    private long p1, p2, p3, p4, p5;
  }

  /** Returns how often this thread has counted here, or about how often all that share an adder. */
  long increment() {
    int slot = slots.ofCurrentThread();
    Cell cell = slot == ThreadSlots.NONE ? sharedCell() : cells[slot];
    if (cell == null) {
      cell = newCell(slot);
    }
    long count = cell.getPlain() + 1;
    cell.setRelease(count);
    return count;
  }

  private Cell sharedCell() {
    others.increment();
    return othersAbout;
  }

  private Cell newCell(int slot) {
    Cell cell = new Cell();
    CELL.setRelease(cells, slot, cell);
    return cell;
  }

  long sum() {
    long before = forgotten.get(); // first: what is forgotten meanwhile has been counted by then
    return total() - before;
  }

  /** Begins anew; cells are their threads' to write, so what they say is remembered instead. */
  void reset() {
    forgotten.set(total());
  }

  private long total() {
    long total = others.sum();
    for (int i = 0; i < cells.length; i++) {
      Cell cell = (Cell) CELL.getAcquire(cells, i);
      total += cell == null ? 0 : cell.get();
    }
    return total;
  }
}
