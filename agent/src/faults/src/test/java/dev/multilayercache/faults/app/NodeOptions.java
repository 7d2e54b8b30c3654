package dev.multilayercache.faults.app;

import java.nio.file.Path;
import java.util.List;

/**
 * What a node is told when it is started, as system properties.
 *
 * @param node the JVM's name in histories
 * @param number of the node, from 1
 * @param nodes how many there are
 * @param subjects the caches to use
 * @param members of the comparison's cluster
 * @param client whether that cluster runs elsewhere
 * @param batches whether Hazelcast gathers invalidations before it sends them, its default
 * @param readPauseMillis of a reader between two handfuls of reads
 * @param writePauseMillis of the writer between two writes, on average
 * @param seed of what is read and written
 */
record NodeOptions(
    String node,
    int number,
    int nodes,
    List<String> subjects,
    String databaseHost,
    int databasePort,
    Path histories,
    String address,
    List<String> members,
    String comparisonName,
    boolean client,
    boolean batches,
    int readPauseMillis,
    int writePauseMillis,
    long seed) {

  static NodeOptions given() {
    return new NodeOptions(
        text("node"),
        Integer.getInteger("faults.node.number"),
        Integer.getInteger("faults.node.nodes"),
        list("subjects"),
        text("database"),
        Integer.getInteger("faults.node.port"),
        Path.of(text("histories")),
        text("address"),
        list("members"),
        text("comparison"),
        Boolean.getBoolean("faults.node.client"),
        Boolean.getBoolean("faults.node.batches"),
        Integer.getInteger("faults.node.pause.read"),
        Integer.getInteger("faults.node.pause.write"),
        Long.getLong("faults.node.seed"));
  }

  private static String text(String name) {
    return System.getProperty("faults.node." + name);
  }

  private static List<String> list(String name) {
    return List.of(text(name).split(","));
  }
}
