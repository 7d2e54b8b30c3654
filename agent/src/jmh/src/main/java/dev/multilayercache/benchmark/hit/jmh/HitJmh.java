package dev.multilayercache.benchmark.hit.jmh;

import dev.multilayercache.benchmark.hit.harness.Calls;
import dev.multilayercache.benchmark.hit.harness.Work;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A call that a contender answers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // what is set up is not null
public class HitJmh {
  private static final String PEERS = "dev.multilayercache.benchmark.hit.peer.";

  @Param({
    "PlainMap",
    "Woven",
    "Cache2kLoading",
    "CaffeineTuned",
    "CaffeineAsShipped",
    "EhcacheOnHeap",
    "HazelcastEmbedded",
    "HazelcastFromClient",
    "SpringSync",
    "SpringByAspectJ",
    "SpringByProxy",
    "JetCacheLocal",
    "JetCacheBoth"
  })
  public String peer;

  @Param("ZIPF")
  public Work work;

  private Calls calls;
  private long bodies;

  /** Where one thread is among the ids. */
  @State(Scope.Thread)
  public static class Position {
    private int at;
  }

  @Setup
  public void load() throws Exception {
    calls = Calls.of(work, PEERS + peer);
    bodies = calls.bodies();
  }

  @Benchmark
  @OperationsPerInvocation(Calls.COUNT)
  public long call(Position position) {
    position.at = calls.next(position.at);
    return calls.sum(position.at);
  }

  @TearDown
  public void requireHits() {
    if (calls.bodies() != bodies) {
      throw new IllegalStateException("Bodies ran: " + (calls.bodies() - bodies));
    }
  }
}
