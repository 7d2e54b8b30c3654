package dev.multilayercache.agent.management;

import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.engine.CacheSettings;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.EngineOptions;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.engine.Lifetime;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.time.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real engine over two layers of this JVM. */
final class Engine implements AutoCloseable {
  private final CaffeineLayer near = new CaffeineLayer("local", 100, System::nanoTime);
  private final CaffeineLayer far = new CaffeineLayer("far", 100, System::nanoTime);
  final Lifetime lifetime = new Lifetime(Duration.ofMinutes(5), Map.of(), Duration.ofSeconds(30));
  final Caches caches =
      new Caches(
          List.of(near, far),
          new EngineOptions(true, Duration.ofSeconds(10), Duration.ofSeconds(2)),
          new Generations(),
          System::nanoTime);
  final VirtualClock clock = new VirtualClock(/* refusal= */ null);
  final AgentFacts facts =
      new AgentFacts(
          "1.2.3",
          "conf/agent.yaml",
          () -> List.of("com.acme.Repo.find(long)"),
          () -> List.of("com.acme.Repo.stream(): it returns a Stream"),
          () -> "ready",
          () -> List.of("127.0.0.1:5791"),
          () -> new WarmUpFacts("running", 5, 2, 1, 1, 7),
          clock);

  LayeredCache cache(String name) {
    return cache(name, Engine.class);
  }

  LayeredCache cache(String name, Class<?> anchor) {
    return caches.cache(new CacheSettings(name, anchor, Object.class, lifetime, List.of()));
  }

  LayeredCache strongCache(String name) {
    return caches.cache(
        new CacheSettings(
            name,
            Engine.class,
            Object.class,
            lifetime,
            List.of(),
            Consistency.STRONG,
            /* user= */ null));
  }

  @Override
  public void close() {
    near.close();
    far.close();
  }
}
