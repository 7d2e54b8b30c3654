package dev.multilayercache.agent.testing;

import dev.multilayercache.layer.EntryFilter;
import dev.multilayercache.layer.LayerStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A third party's store over a map, which can be made to fail and to wait. */
public final class MapStore implements LayerStore {
  private final Map<Place, Kept> entries = new ConcurrentHashMap<>();
  private volatile @Nullable Exception failure;
  private volatile Runnable beforePut = () -> {};
  private volatile Runnable beforeCount = () -> {};
  private volatile Runnable afterRemoval = () -> {};
  private volatile Runnable beforeClose = () -> {};
  private volatile int clearings;
  private volatile boolean closed;

  private record Place(String cache, String key) {}

  private record Kept(byte[] value, List<String> tags) {}

  /** From now on every call fails; null: none. */
  public void failWith(@Nullable Exception exception) {
    failure = exception;
  }

  /** Called in a put, before anything is kept. */
  public void beforePut(Runnable action) {
    beforePut = action;
  }

  /** Called before the entries are counted. */
  public void beforeCount(Runnable action) {
    beforeCount = action;
  }

  /** Called when it has removed all, or what a filter matches. */
  public void afterRemoval(Runnable action) {
    afterRemoval = action;
  }

  /** Called before it is closed. */
  public void beforeClose(Runnable action) {
    beforeClose = action;
  }

  public int clearings() {
    return clearings;
  }

  public boolean isClosed() {
    return closed;
  }

  /** Changes a letter of an entry's text behind everybody's back: only a checksum sees that. */
  public void damage(String cache, String key) {
    byte[] bytes = entries.get(new Place(cache, key)).value();
    bytes[bytes.length - 3]++;
  }

  /** Gives one entry the bytes of another. */
  public void confuse(String cache, String key, String other) {
    entries.put(new Place(cache, key), entries.get(new Place(cache, other)));
  }

  @Override
  public byte[] get(String cache, String key) throws Exception {
    fail();
    Kept kept = entries.get(new Place(cache, key));
    return kept == null ? null : kept.value();
  }

  @Override
  public void put(String cache, String key, byte[] value, List<String> tags, Duration timeToLive)
      throws Exception {
    fail();
    beforePut.run();
    entries.put(new Place(cache, key), new Kept(value, tags));
  }

  @Override
  public void remove(String cache, String key) throws Exception {
    fail();
    entries.remove(new Place(cache, key));
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
  public void clear() throws Exception {
    fail();
    clearings++;
    entries.clear();
    afterRemoval.run();
  }

  @Override
  public void removeIf(EntryFilter filter) throws Exception {
    fail();
    entries
        .entrySet()
        .removeIf(
            each ->
                filter.matches(each.getKey().cache(), each.getKey().key(), each.getValue().tags()));
    afterRemoval.run();
  }

  @Override
  public long entries() {
    beforeCount.run();
    return entries.size();
  }

  @Override
  public long entries(String cache) {
    return entries.keySet().stream().filter(each -> each.cache().equals(cache)).count();
  }

  @Override
  public void close() {
    beforeClose.run();
    closed = true;
  }

  private void fail() throws Exception {
    Exception wanted = failure;
    if (wanted != null) {
      throw wanted;
    }
  }
}
