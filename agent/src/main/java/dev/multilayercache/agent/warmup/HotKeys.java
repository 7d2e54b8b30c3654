package dev.multilayercache.agent.warmup;

import dev.multilayercache.agent.config.WarmUpConfig;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.layer.HotKeyStore;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.thread.DetachedThread;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in the cluster which keys this node reads most, and takes their entries from there when
 * a node starts: for each cache after its first use, on one daemon thread. Holds no cache.
 */
public final class HotKeys implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(250);

  /** So often a cache's entries are looked for: a cluster that is busy may not answer in time. */
  private static final int LOOKS = 4;

  /** At the end of the JVM, for all caches. */
  private static final long MOST_NANOS_TO_LEAVE = TimeUnit.MILLISECONDS.toNanos(150);

  private final WarmUpConfig config;
  private final Caches caches;
  private final WarmUpProgress progress;
  private final @Nullable HotKeyStore store;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<LayeredCache, Integer> looksLeft =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** By cache, what was in the cluster when it was read last. */
  private final Map<String, List<String>> known = new ConcurrentHashMap<>();

  public HotKeys(WarmUpConfig config, Caches caches, List<Layer> layers, WarmUpProgress progress) {
    this.config = config;
    this.caches = caches;
    this.progress = progress;
    this.store =
        config.hotKeys() == 0
            ? null
            : layers.stream()
                .map(Layer::hotKeys)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
  }

  /** Begins in the background, if that was asked for and a layer is shared; returns at once. */
  public void start() {
    HotKeyStore shared = store;
    if (shared != null) {
      Thread unused = DetachedThread.start("multilayercache-hot-keys", () -> run(shared));
    }
  }

  private void run(HotKeyStore shared) {
    long remembered = System.nanoTime();
    try {
      while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          for (LayeredCache each : caches.all()) {
            take(each, shared);
          }
          if (System.nanoTime() - remembered >= config.every().toNanos()) {
            remembered = System.nanoTime();
            caches.all().forEach(each -> remember(each, shared, /* looks= */ true));
          }
        } catch (RuntimeException | LinkageError e) {
          AgentLog.warnOncePerMinute("hot keys", "hot keys: failed (" + e + "). Going on.");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(LayeredCache cache, HotKeyStore shared) {
    int left = looksLeft.getOrDefault(cache, LOOKS);
    if (left == 0 || !cache.hotEntries().areShared()) {
      return;
    }
    List<String> keys = shared.read(cache.name());
    if (keys == null) {
      return; // the cluster is not there yet
    }
    looksLeft.put(cache, keys.isEmpty() ? 0 : left - 1);
    known.put(cache.name(), keys);
    int taken = cache.hotEntries().take(keys.subList(0, Math.min(keys.size(), config.hotKeys())));
    progress.hotEntries.addAndGet(taken);
    AgentLog.debug(
        "cache %s: %d of %d hot keys were in the cluster."
            .formatted(cache.name(), taken, keys.size()));
  }

  /** What is hot here, then what was known to be hot elsewhere. */
  private void remember(LayeredCache cache, HotKeyStore shared, boolean looks) {
    if (!cache.hotEntries().areShared()) {
      return;
    }
    List<String> hottest = cache.hotEntries().hottest(config.hotKeys());
    if (hottest.isEmpty()) {
      return;
    }
    List<String> others = looks ? shared.read(cache.name()) : null;
    Set<String> merged = new LinkedHashSet<>(hottest);
    merged.addAll(others == null ? known.getOrDefault(cache.name(), List.of()) : others);
    shared.write(cache.name(), merged.stream().limit(config.hotKeys()).toList());
  }

  /** Remembers them once more, as far as a moment suffices: the JVM may be ending. */
  @Override
  public void close() {
    closed.countDown();
    HotKeyStore shared = store;
    if (shared == null) {
      return;
    }
    long begun = System.nanoTime();
    for (LayeredCache each : caches.all()) {
      if (System.nanoTime() - begun > MOST_NANOS_TO_LEAVE) {
        return;
      }
      try {
        remember(each, shared, /* looks= */ false);
      } catch (RuntimeException | LinkageError e) {
        AgentLog.debug("hot keys: not remembered (" + e + ").");
      }
    }
  }
}
