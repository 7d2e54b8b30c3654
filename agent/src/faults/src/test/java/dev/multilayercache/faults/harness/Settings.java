package dev.multilayercache.faults.harness;

import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/**
 * How the nodes of one run are set up.
 *
 * @param subjects the caches to use
 * @param maxStaleness in agent.yaml, and the bound
 * @param minMembers in agent.yaml
 * @param heap of an application's JVM
 * @param batches whether Hazelcast's near cache gathers invalidations, its default
 * @param pace of readers and writers
 * @param setup by number, from 1, what is different about a node
 */
public record Settings(
    Topology topology,
    List<String> subjects,
    Duration maxStaleness,
    int minMembers,
    String heap,
    boolean batches,
    Pace pace,
    IntFunction<NodeSetup> setup) {

  /**
   * How busy a cache of a node is.
   *
   * @param readPauseMillis of each of three readers between two handfuls of reads
   * @param writePauseMillis of the writer between two writes, on average
   */
  public record Pace(int readPauseMillis, int writePauseMillis) {}

  public static Settings of(Topology topology) {
    return new Settings(
        topology,
        List.of("bounded", "strong", "naive", "near"),
        Duration.ofSeconds(10),
        2,
        "256m",
        /* batches= */ false,
        new Pace(5, 100),
        number -> NodeSetup.NONE);
  }

  public Settings withSubjects(String... names) {
    return new Settings(
        topology, List.of(names), maxStaleness, minMembers, heap, batches, pace, setup);
  }

  public Settings withMinMembers(int number) {
    return new Settings(topology, subjects, maxStaleness, number, heap, batches, pace, setup);
  }

  boolean hasMajority() {
    return minMembers > topology.members() / 2;
  }

  public Settings withHeap(String size) {
    return new Settings(topology, subjects, maxStaleness, minMembers, size, batches, pace, setup);
  }

  /** As Hazelcast has it without being told. */
  public Settings withBatches() {
    return new Settings(topology, subjects, maxStaleness, minMembers, heap, true, pace, setup);
  }

  public Settings withPace(int readPauseMillis, int writePauseMillis) {
    return new Settings(
        topology,
        subjects,
        maxStaleness,
        minMembers,
        heap,
        batches,
        new Pace(readPauseMillis, writePauseMillis),
        setup);
  }

  public Settings withSetup(IntFunction<NodeSetup> of) {
    return new Settings(topology, subjects, maxStaleness, minMembers, heap, batches, pace, of);
  }
}
