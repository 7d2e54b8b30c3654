package dev.multilayercache.faults.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How the nodes of one run are set up.
 *
 * @param subjects the caches to use
 * @param maxStaleness in agent.yaml, and the bound
 * @param minMembers in agent.yaml
 * @param heap of an application's JVM
 * @param batches whether Hazelcast's near cache gathers invalidations, its default
 * @param pauseMillis of a reader between two handfuls of reads
 * @param application main class
 * @param classes by node number, what stands before the application's class path there
 * @param options by node number, of its JVM
 */
public record Settings(
    Topology topology,
    List<String> subjects,
    Duration maxStaleness,
    int minMembers,
    String heap,
    boolean batches,
    int pauseMillis,
    String application,
    Map<Integer, Path> classes,
    Map<Integer, List<String>> options) {

  public static Settings of(Topology topology) {
    return new Settings(
        topology,
        List.of("bounded", "strong", "naive", "near"),
        Duration.ofSeconds(10),
        2,
        "256m",
        /* batches= */ false,
        5,
        "dev.multilayercache.faults.app.FaultApp",
        Map.of(),
        Map.of());
  }

  public Settings withSubjects(String... names) {
    return new Settings(
        topology,
        List.of(names),
        maxStaleness,
        minMembers,
        heap,
        batches,
        pauseMillis,
        application,
        classes,
        options);
  }

  public Settings withMinMembers(int number) {
    return new Settings(
        topology,
        subjects,
        maxStaleness,
        number,
        heap,
        batches,
        pauseMillis,
        application,
        classes,
        options);
  }

  public Settings withHeap(String size) {
    return new Settings(
        topology,
        subjects,
        maxStaleness,
        minMembers,
        size,
        batches,
        pauseMillis,
        application,
        classes,
        options);
  }

  /** As Hazelcast has it without being told. */
  public Settings withBatches() {
    return new Settings(
        topology,
        subjects,
        maxStaleness,
        minMembers,
        heap,
        true,
        pauseMillis,
        application,
        classes,
        options);
  }

  public Settings withPauseMillis(int millis) {
    return new Settings(
        topology,
        subjects,
        maxStaleness,
        minMembers,
        heap,
        batches,
        millis,
        application,
        classes,
        options);
  }

  public Settings withOptions(int node, String... more) {
    return new Settings(
        topology,
        subjects,
        maxStaleness,
        minMembers,
        heap,
        batches,
        pauseMillis,
        application,
        classes,
        Map.of(node, List.of(more)));
  }
}
