package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.client.impl.proxy.ClientMapProxy;
import com.hazelcast.map.IMap;
import com.hazelcast.map.impl.proxy.MapProxyImpl;
import org.jspecify.annotations.Nullable;

/**
 * What calls of a cache ask of the map that holds its entries, sent by the calling thread.
 *
 * <p>{@link IMap} has compare-and-set as a blocking call only, which cannot be given up, so it
 * would need a thread of ours to wait on; and each answer to its asynchronous read wakes another
 * thread that nobody waits for. A call between threads costs as much as a read of this member's own
 * entries. So these operations are sent as the proxies of Hazelcast send theirs, by the classes of
 * the very release that is in the agent's jar; {@code HazelcastLayerTest} and {@code
 * HazelcastClientTest} run all of them.
 */
sealed interface EntryMap permits MemberEntryMap, ClientEntryMap {

  /** The same map. */
  static EntryMap of(IMap<String, byte[]> map) {
    if (map instanceof MapProxyImpl<String, byte[]> member) {
      return new MemberEntryMap(member);
    }
    if (map instanceof ClientMapProxy<String, byte[]> client) {
      return new ClientEntryMap(client);
    }
    throw new IllegalStateException("an unknown map: " + map.getClass().getName());
  }

  /** What is under the key, which may be no bytes if others put it there; null for nothing. */
  Answer<@Nullable Object> get(String key);

  /** What was there; null if nothing was and the value is there now. */
  Answer<@Nullable Object> putIfAbsent(String key, byte[] value, long ttlMillis);

  /** Whether the expected value was there and the next one is there now. */
  Answer<Boolean> replace(String key, byte[] expected, byte[] next);

  /** Says how long what is there shall stay, from now on; whether anything was. */
  Answer<Boolean> setTtl(String key, long ttlMillis);
}
