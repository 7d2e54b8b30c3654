package dev.multilayercache.benchmark.hit.harness;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The threads that call; as many at once as a slice asks for. */
final class Callers implements AutoCloseable {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Caller> callers = new ArrayList<>();

  Callers(int... positions) {
    for (int position : positions) {
      callers.add(new Caller(position));
    }
  }

  Slice slice(Calls calls, int threadCount, long nanos)
      throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(threadCount);
    long process = SYSTEM.getProcessCpuTime();
    List<Future<Caller.Share>> running = new ArrayList<>();
    for (Caller caller : callers.subList(0, threadCount)) {
      running.add(
          threads.submit(
              () -> {
                start.await();
                return caller.call(calls, nanos);
              }));
    }
    List<Caller.Share> shares = new ArrayList<>();
    for (Future<Caller.Share> each : running) {
      shares.add(each.get());
    }
    return Slice.of(shares, SYSTEM.getProcessCpuTime() - process);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
