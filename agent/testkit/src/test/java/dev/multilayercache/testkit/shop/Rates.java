package dev.multilayercache.testkit.shop;

import dev.multilayercache.MultiLayerCached;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** An application's class that says of times all that can be said. */
public class Rates {
  private final AtomicInteger bodies = new AtomicInteger();
  private final InstantSource clock;
  private volatile boolean isDown;

  public Rates(InstantSource clock) {
    this.clock = clock;
  }

  /** A rate that says itself when it ends. */
  public record Dated(int body, Instant until) {}

  public void fail() {
    isDown = true;
  }

  @MultiLayerCached(cache = "ahead", key = "{id}", ttl = "10m", refreshAhead = "0.8")
  public int ahead(long id) {
    return bodies.incrementAndGet();
  }

  @MultiLayerCached(cache = "stale", key = "{id}", ttl = "10m", staleIfError = "1h")
  public int stale(long id) throws IOException {
    if (isDown) {
      throw new IOException("down");
    }
    return bodies.incrementAndGet();
  }

  @MultiLayerCached(cache = "idle", key = "{id}", ttl = "1h", maxIdle = "5m")
  public int idle(long id) {
    return bodies.incrementAndGet();
  }

  @MultiLayerCached(cache = "daily", key = "{id}", ttl = "24h", ttlUntil = "04:00 UTC")
  public int daily(long id) {
    return bodies.incrementAndGet();
  }

  @MultiLayerCached(cache = "dated", key = "{id}", ttl = "24h", ttlFrom = "until")
  public Dated dated(long id) {
    return new Dated(bodies.incrementAndGet(), clock.instant().plus(Duration.ofHours(1)));
  }

  @MultiLayerCached(cache = "costly", key = "{id}", ttl = "1h", minCost = "1s")
  public int costly(long id, Runnable work) {
    work.run();
    return bodies.incrementAndGet();
  }
}
