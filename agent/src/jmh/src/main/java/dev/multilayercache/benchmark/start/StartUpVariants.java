package dev.multilayercache.benchmark.start;

import dev.multilayercache.fixture.startup.EmptyAgent;
import dev.multilayercache.fixture.startup.HelloWorld;
import dev.multilayercache.fixture.startup.OneCachedCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The ways to start a JVM that are compared. */
record StartUpVariants(
    Variant noAgent,
    Variant emptyAgent,
    Variant ours,
    Variant oursConfigured,
    Variant emptyAgentBesideCachedCall,
    Variant oursWithCachedCall,
    Variant openTelemetry) {

  private static final String LOCAL_LAYER =
      """
      layers:
        - { name: local, type: caffeine, ttl: 60s, maximumEntries: 10000 }
      caches:
        greetings: { ttl: 10m }
      """;

  /** OpenTelemetry's exporters are off: they would look for a collector, and wait for it. */
  private static final List<String> WITHOUT_EXPORTERS =
      List.of(
          "-Dotel.traces.exporter=none",
          "-Dotel.metrics.exporter=none",
          "-Dotel.logs.exporter=none");

  /** Writes what they need into a directory. */
  static StartUpVariants in(Path directory, Path ourJar, Path openTelemetryJar) throws IOException {
    String emptyAgent = "-javaagent:" + EmptyAgent.writeJar(directory.resolve("empty-agent.jar"));
    String ours = "-javaagent:" + ourJar;
    Path file = Files.writeString(directory.resolve("agent.yaml"), LOCAL_LAYER);
    Class<?> hello = HelloWorld.class;
    Class<?> cached = OneCachedCall.class;
    List<String> telemetry = new ArrayList<>(WITHOUT_EXPORTERS);
    telemetry.add("-javaagent:" + openTelemetryJar);
    return new StartUpVariants(
        new Variant("no agent", List.of(), hello),
        new Variant("an empty agent", List.of(emptyAgent), hello),
        new Variant("ours, nothing to cache", List.of(ours), hello),
        new Variant("ours with agent.yaml, nothing to cache", List.of(ours + "=" + file), hello),
        new Variant("an empty agent, one method called", List.of(emptyAgent), cached),
        new Variant("ours, that method cached and called", List.of(ours), cached),
        new Variant("the OpenTelemetry agent", telemetry, hello));
  }

  List<Variant> all() {
    return List.of(
        noAgent,
        emptyAgent,
        ours,
        oursConfigured,
        emptyAgentBesideCachedCall,
        oursWithCachedCall,
        openTelemetry);
  }

  /** What a variant's CPU and memory are compared with: the same application, an empty agent. */
  Variant baseline(Variant variant) {
    return variant.application() == emptyAgent.application()
        ? emptyAgent
        : emptyAgentBesideCachedCall;
  }
}
