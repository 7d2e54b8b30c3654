package dev.multilayercache.agent.layer;

import dev.multilayercache.agent.log.AgentLog;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Runs the calls to one layer: counts what fails or takes too long, and lets none through while the
 * layer is down.
 *
 * <p>Any throwable is a failure of the layer but for an error of the virtual machine, which passes:
 * too little stack or memory is the caller's condition. A failure on an interrupted thread is not
 * held against the layer. Safe for use by any thread.
 */
final class Guard {
  private final String layer;
  private final long budgetNanos;
  private final LongSupplier nanoClock;
  private final CircuitBreaker breaker = new CircuitBreaker();
  private final LongAdder errors = new LongAdder();

  Guard(String layer, Duration budget, LongSupplier nanoClock) {
    this.layer = layer;
    this.budgetNanos = budget.toNanos();
    this.nanoClock = nanoClock;
  }

  /** What the call gives; {@code otherwise} if it fails or is not let through. */
  <T> T ask(Supplier<T> call, T otherwise) {
    long ticket = breaker.admit(nanoClock.getAsLong());
    if (ticket == CircuitBreaker.REFUSED) {
      return otherwise;
    }
    try {
      return run(ticket, call);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable failure) {
      return otherwise;
    }
  }

  /**
   * Runs a call whose failure the caller must know of.
   *
   * @throws LayerFailure if it is not let through
   */
  void order(Runnable call) {
    long ticket = breaker.admit(nanoClock.getAsLong());
    if (ticket == CircuitBreaker.REFUSED) {
      throw new LayerFailure("layer " + layer + " is " + state("down"));
    }
    run(
        ticket,
        () -> {
          call.run();
          return true;
        });
  }

  private <T> T run(long ticket, Supplier<T> call) {
    long start = nanoClock.getAsLong();
    try {
      T answer = call.get();
      judge(ticket, start);
      return answer;
    } catch (VirtualMachineError e) {
      breaker.withdrawn(ticket, nanoClock.getAsLong());
      throw e;
    } catch (Throwable e) {
      errors.increment();
      if (Thread.currentThread().isInterrupted()) {
        breaker.withdrawn(ticket, nanoClock.getAsLong());
      } else {
        failed(ticket, phrase(e));
      }
      throw e;
    }
  }

  private void judge(long ticket, long start) {
    long nanos = nanoClock.getAsLong() - start;
    if (nanos > budgetNanos) {
      errors.increment();
      failed(ticket, "an answer after " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms");
    } else if (breaker.succeeded(ticket)) {
      AgentLog.info("layer %s: answers again.".formatted(layer));
    }
  }

  private void failed(long ticket, String why) {
    if (breaker.failed(ticket, nanoClock.getAsLong(), why)) {
      AgentLog.warnOncePerMinute(
          "guard of layer " + layer,
          "layer %s: %s. Going on without it for a second, then trying again."
              .formatted(layer, breaker.reason()));
    }
  }

  /** A foreign exception's message may show keys. */
  private static String phrase(Throwable failure) {
    String message = failure instanceof LayerFailure ? failure.getMessage() : null;
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /** "open …" while it lets nothing through, else what is given. */
  String state(String otherwise) {
    String open = breaker.state(nanoClock.getAsLong());
    return open == null ? otherwise : open;
  }

  long errors() {
    return errors.sum();
  }
}
