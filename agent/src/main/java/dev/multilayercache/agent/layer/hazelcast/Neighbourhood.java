package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.PartitionService;

/** Keys in one partition with an object: the same member answers for both. */
final class Neighbourhood {
  private static final int MOST_TRIES = 100_000;

  private final PartitionService partitions;
  private final int partition;

  Neighbourhood(HazelcastInstance hazelcast, String object) {
    this.partitions = hazelcast.getPartitionService();
    this.partition = partitions.getPartition(object).getPartitionId();
  }

  /** The first of {@code name#0}, {@code name#1}, … that is in the partition; the same anywhere. */
  String key(String name) {
    for (int i = 0; i < MOST_TRIES; i++) {
      String key = name + "#" + i;
      if (partitions.getPartition(key).getPartitionId() == partition) {
        return key;
      }
    }
    throw new ClusterFailure("too many partitions");
  }
}
