package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.RingbufferConfig;
import com.hazelcast.spi.merge.DiscardMergePolicy;
import java.util.List;

/** How our objects are kept by the members. What a smaller half of a cluster kept is not merged. */
final class ObjectConfigs {
  /** For what is stored without saying how long: leases, and values until their ttl is set. */
  private static final int HOUSEKEEPING_SECONDS = 3_600;

  /** A second copy proves that a member is in office; the third outlives two members. */
  private static final int BACKUPS = 2;

  private static final int LOG_CAPACITY = 65_536;

  private ObjectConfigs() {}

  static List<MapConfig> maps(String application, long maximumEntries) {
    String prefix = Session.prefix(application);
    MapConfig values =
        map(prefix + "v:*", 1)
            .setTimeToLiveSeconds(HOUSEKEEPING_SECONDS)
            .setEvictionConfig(
                new EvictionConfig()
                    .setEvictionPolicy(EvictionPolicy.LRU)
                    .setMaxSizePolicy(MaxSizePolicy.PER_NODE)
                    .setSize((int) Math.min(maximumEntries, Integer.MAX_VALUE)));
    return List.of(
        values, map(prefix + "c", BACKUPS), map(prefix + "g", BACKUPS), map(prefix + "n", BACKUPS));
  }

  static RingbufferConfig log(String application) {
    return new RingbufferConfig(Session.prefix(application) + "log")
        .setCapacity(LOG_CAPACITY)
        .setBackupCount(BACKUPS)
        .setInMemoryFormat(InMemoryFormat.BINARY)
        .setMergePolicyConfig(discard());
  }

  /** Binary, so that compare-and-set compares bytes. */
  private static MapConfig map(String name, int backups) {
    return new MapConfig(name)
        .setInMemoryFormat(InMemoryFormat.BINARY)
        .setBackupCount(backups)
        .setStatisticsEnabled(false)
        .setMergePolicyConfig(discard());
  }

  private static MergePolicyConfig discard() {
    return new MergePolicyConfig().setPolicy(DiscardMergePolicy.class.getName());
  }
}
