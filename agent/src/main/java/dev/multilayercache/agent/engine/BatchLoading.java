package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.engine.Lifespans.Lifespan;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.thread.StackRoom;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The slow path of a call that asks for several keys.
 *
 * <p>Each key counts as a hit of the layer that had it, or as a miss; the body counts as one load.
 * What is loaded obeys the same rules as a single load: the stamp is taken before the layers are
 * read, and each key has its leases. A batch neither waits for other loads of its keys nor keeps
 * others waiting in this JVM, so no two can wait for each other.
 */
final class BatchLoading implements Batch.Ending {
  private final CacheCore core;
  private final Chain chain;
  private final Storage storage;
  private final Freshness freshness;
  private final Lifespans lifespans;
  private final Counters counters;
  private final Tags tags;

  BatchLoading(CacheCore core) {
    this.core = core;
    this.chain = core.chain();
    this.storage = core.storage();
    this.freshness = core.freshness();
    this.lifespans = core.lifespans();
    this.counters = core.counters();
    this.tags = core.tags();
  }

  /** Null if the call is left alone. */
  @Nullable Batch enter(List<LoadRequest> requests) {
    Batch batch = null;
    try {
      StackRoom.proveForCall();
      if (core.maySettleAndServe()) {
        batch = read(requests);
      }
    } catch (StackOverflowError e) {
      return null;
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      requests.get(0).failed("a read of a batch", e);
    } finally {
      count(requests, batch);
    }
    return batch;
  }

  private Batch read(List<LoadRequest> requests) {
    long startNanos = freshness.nowNanos();
    long stamp = freshness.stamp();
    List<Reading> readings = new BatchRead(chain, requests, stamp).run();
    try {
      populate(requests, readings, stamp);
      return new Batch(this, requests, readings, stamp, startNanos, freshness.nowNanos());
    } catch (Throwable e) {
      Leases.releaseAll(readings, 0);
      throw e;
    }
  }

  private void populate(List<LoadRequest> requests, List<Reading> readings, long stamp) {
    for (int i = 0; i < requests.size(); i++) {
      Reading reading = readings.get(i);
      Entry entry = reading.entry();
      if (entry != null) {
        LoadRequest request = requests.get(i);
        Lifespan lifespan = lifespans.of(entry.value(), request.lifetime());
        storage.populate(request.key(), reading, entry, lifespan, stamp);
      }
    }
  }

  private void count(List<LoadRequest> requests, @Nullable Batch batch) {
    for (int i = 0; i < requests.size(); i++) {
      if (batch == null || batch.found(i) == null) {
        counters.miss();
      } else {
        counters.hit(batch.layer(i));
      }
    }
  }

  @Override
  public void loaded(Batch batch, IntFunction<@Nullable Object> values) {
    try {
      long now = freshness.nowNanos();
      long ageNanos = now - batch.startNanos();
      counters.load(now - batch.loadStartNanos());
      if (core.isOn().getAsBoolean()) {
        store(batch, values, ageNanos, now - batch.loadStartNanos());
      }
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      batch.requests().get(0).failed("storing a batch", e);
    } finally {
      batch.release();
    }
  }

  private void store(
      Batch batch, IntFunction<@Nullable Object> values, long ageNanos, long loadNanos) {
    BatchStore store = new BatchStore(freshness, chain.regions().size());
    int refused = 0;
    for (int i = 0; i < batch.requests().size(); i++) {
      if (batch.found(i) == null) {
        Storable storable = storable(batch, i, values.apply(i), loadNanos);
        if (storable == null || isBeingInvalidated(batch, i, storable)) {
          refused++;
        } else if (!storable.lifespan().isOver()) {
          Key key = batch.requests().get(i).key();
          store.add(key, batch.leases(i), storable.entry(), ageNanos, storable.lifespan());
        }
      }
    }
    for (refused += store.run(); refused > 0; refused--) {
      counters.refusedStore();
    }
  }

  private boolean isBeingInvalidated(Batch batch, int index, Storable storable) {
    Key key = batch.requests().get(index).key();
    return freshness.isBeingInvalidated(key, storable.entry().tags());
  }

  /** Null for a value that may not be kept. */
  private @Nullable Storable storable(
      Batch batch, int index, @Nullable Object value, long loadNanos) {
    LoadRequest request = batch.requests().get(index);
    return request.accepts(value)
        ? Storable.of(request, value, loadNanos, batch.stamp(), tags, lifespans)
        : null;
  }

  @Override
  public void failed(Batch batch) {
    try {
      counters.loadFailure();
    } finally {
      batch.release();
    }
  }
}
