package dev.multilayercache.benchmark.hit.peer;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.cluster.Address;
import com.hazelcast.config.Config;
import com.hazelcast.config.NearCacheConfig;
import com.hazelcast.core.HazelcastInstance;
import dev.multilayercache.benchmark.hit.contender.Described;

/** A client's near cache. */
@Described(
    title = "Hazelcast near cache, client",
    setUp = "the same on a client of a member on loopback")
public final class HazelcastFromClient extends HazelcastNearCache {

  @Override
  HazelcastInstance instance(NearCacheConfig nearCache) {
    Address server = member(new Config()).getCluster().getLocalMember().getAddress();
    ClientConfig config = new ClientConfig().addNearCacheConfig(nearCache);
    config.setClusterName(cluster());
    config.setProperty("hazelcast.logging.type", "none");
    config.getNetworkConfig().addAddress(server.getHost() + ":" + server.getPort());
    return HazelcastClient.newHazelcastClient(config);
  }
}
