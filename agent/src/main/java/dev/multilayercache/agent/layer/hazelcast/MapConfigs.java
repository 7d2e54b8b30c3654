package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.spi.merge.DiscardMergePolicy;
import java.util.List;

/** How our maps are kept by the members. */
final class MapConfigs {
  /** For what is stored without saying how long: leases, and values until their ttl is set. */
  private static final int HOUSEKEEPING_SECONDS = 3_600;

  private MapConfigs() {}

  static List<MapConfig> of(String application, long maximumEntries) {
    String prefix = Session.prefix(application);
    MapConfig values =
        map(prefix + "v:*", 1)
            .setTimeToLiveSeconds(HOUSEKEEPING_SECONDS)
            .setEvictionConfig(
                new EvictionConfig()
                    .setEvictionPolicy(EvictionPolicy.LRU)
                    .setMaxSizePolicy(MaxSizePolicy.PER_NODE)
                    .setSize((int) Math.min(maximumEntries, Integer.MAX_VALUE)));
    return List.of(values, map(prefix + "c", 2), map(prefix + "g", 2));
  }

  /** Binary, so that compare-and-set compares bytes; what a smaller half kept is not merged. */
  private static MapConfig map(String name, int backups) {
    return new MapConfig(name)
        .setInMemoryFormat(InMemoryFormat.BINARY)
        .setBackupCount(backups)
        .setStatisticsEnabled(false)
        .setMergePolicyConfig(
            new MergePolicyConfig().setPolicy(DiscardMergePolicy.class.getName()));
  }
}
