package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.util.ConcurrencyUtil;
import com.hazelcast.ringbuffer.OverflowPolicy;
import com.hazelcast.ringbuffer.ReadResultSet;
import com.hazelcast.ringbuffer.Ringbuffer;
import dev.multilayercache.agent.coherence.Cluster.Batch;
import dev.multilayercache.agent.coherence.Cluster.Logged;
import dev.multilayercache.agent.coherence.Content;
import dev.multilayercache.agent.coherence.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The log: a ring buffer of sealed records. */
final class SharedLog {
  private static final String PLACE = "";

  private final HazelcastInstance hazelcast;
  private final String name;
  private final Seal seal;
  private final Runnable refused;
  private final Operations operations;

  SharedLog(
      HazelcastInstance hazelcast,
      String name,
      Seal seal,
      Runnable refused,
      Operations operations) {
    this.hazelcast = hazelcast;
    this.name = name;
    this.seal = seal;
    this.refused = refused;
    this.operations = operations;
  }

  String name() {
    return name;
  }

  long append(LogRecord record) {
    byte[] bytes = seal.close(name, PLACE, record.toBytes());
    return operations.await(ring().addAsync(bytes, OverflowPolicy.OVERWRITE));
  }

  long tail() {
    return operations.run(ring()::tailSequence);
  }

  long head() {
    return operations.run(ring()::headSequence);
  }

  /** Not by {@code readOne}, which would wait for what is not there yet. */
  @Nullable Logged at(long position) {
    if (position < 0) {
      return null;
    }
    Batch found =
        operations.await(ring().readManyAsync(position, 0, 1, null).thenApply(this::batch));
    return found.first() == position && !found.records().isEmpty() ? found.records().get(0) : null;
  }

  /**
   * Read on the thread that brings the answer: it is a few hundred records at most, and to wake
   * another one first would make each invalidation arrive later.
   */
  CompletableFuture<Batch> read(long from, int most) {
    return ring()
        .readManyAsync(from, 1, most, null)
        .thenApplyAsync(this::batch, ConcurrencyUtil.CALLER_RUNS)
        .toCompletableFuture();
  }

  private Batch batch(ReadResultSet<byte[]> read) {
    List<Logged> records = new ArrayList<>(read.size());
    for (byte[] bytes : read) {
      records.add(logged(bytes));
    }
    // The ring buffer says nothing when it begins elsewhere than it was asked to.
    return new Batch(read.getNextSequenceToReadFrom() - read.readCount(), records);
  }

  private Logged logged(byte[] bytes) {
    byte[] opened = seal.open(name, PLACE, bytes);
    if (opened == null) {
      refused.run();
      return new Logged(new Content(bytes), null);
    }
    LogRecord parsed = LogRecord.parse(opened);
    return new Logged(new Content(bytes), parsed == null ? LogRecord.unknown() : parsed);
  }

  /** Asked for each time: whoever destroys it makes way for another of that name. */
  private Ringbuffer<byte[]> ring() {
    return hazelcast.getRingbuffer(name);
  }
}
