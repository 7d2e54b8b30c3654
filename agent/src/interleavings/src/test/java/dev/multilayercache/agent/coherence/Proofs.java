package dev.multilayercache.agent.coherence;

import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.Operation;

/** The lease of one node: proved by one thread, suspended by others when something happens. */
public class Proofs {

  /** Whether a proof takes its ticket at its end; static, as Lincheck makes these objects. */
  static volatile boolean takesTicketLate;

  private final Generations generations = Generations.leased();
  private final NodeLease lease = new NodeLease(generations, () -> 0);
  private final AtomicLong happened = new AtomicLong();
  private final AtomicLong suspended = new AtomicLong();
  private final AtomicLong proved = new AtomicLong();

  /** Proves what has happened by now, and extends the lease unless somebody suspended it. */
  @Operation
  public void prove() {
    long ticket = lease.ticket();
    long seen = happened.get();
    lease.extend(
        takesTicketLate ? lease.ticket() : ticket,
        /* deadlineNanos= */ 1,
        () -> proved.accumulateAndGet(seen, Math::max));
  }

  /** Something happens that the next proof must have seen. */
  @Operation
  public void suspend() {
    long event = happened.incrementAndGet();
    lease.suspend("split");
    suspended.accumulateAndGet(event, Math::max);
  }

  /** The epoch ends beside it, which neither gives nor takes a lease. */
  @Operation
  public void suspendEpoch() {
    generations.suspendEpoch();
  }

  /** Whether the lease is not held, or by a proof that has seen all that suspended it before. */
  @Operation
  public boolean isProved() {
    long toBeSeen = suspended.get();
    return !lease.isLive() || proved.get() >= toBeSeen;
  }
}
