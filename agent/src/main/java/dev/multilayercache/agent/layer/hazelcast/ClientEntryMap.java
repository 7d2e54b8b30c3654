package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.client.impl.clientside.HazelcastClientInstanceImpl;
import com.hazelcast.client.impl.protocol.ClientMessage;
import com.hazelcast.client.impl.protocol.codec.MapGetCodec;
import com.hazelcast.client.impl.protocol.codec.MapPutIfAbsentCodec;
import com.hazelcast.client.impl.protocol.codec.MapReplaceIfSameCodec;
import com.hazelcast.client.impl.protocol.codec.MapSetTtlCodec;
import com.hazelcast.client.impl.proxy.ClientMapProxy;
import com.hazelcast.client.impl.spi.ClientContext;
import com.hazelcast.client.impl.spi.impl.ClientInvocation;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.SerializationService;
import com.hazelcast.internal.util.ThreadUtil;
import com.hazelcast.spi.impl.InternalCompletableFuture;
import org.jspecify.annotations.Nullable;

/** A map as a client of the cluster asks it. */
final class ClientEntryMap implements EntryMap {
  private final String name;
  private final ClientContext context;
  private final SerializationService serialization;

  ClientEntryMap(ClientMapProxy<String, byte[]> map) {
    this.name = map.getName();
    this.context = map.getContext();
    this.serialization = context.getSerializationService();
  }

  @Override
  public Answer<@Nullable Object> get(String key) {
    Data place = serialization.toData(key);
    return new Answer<>(
        send(place, MapGetCodec.encodeRequest(name, place, ThreadUtil.getThreadId())),
        came -> serialization.toObject(MapGetCodec.decodeResponse((ClientMessage) came)));
  }

  @Override
  public Answer<@Nullable Object> putIfAbsent(String key, byte[] value, long ttlMillis) {
    Data place = serialization.toData(key);
    Data next = serialization.toData(value);
    return new Answer<>(
        send(
            place,
            MapPutIfAbsentCodec.encodeRequest(
                name, place, next, ThreadUtil.getThreadId(), ttlMillis)),
        came -> serialization.toObject(MapPutIfAbsentCodec.decodeResponse((ClientMessage) came)));
  }

  @Override
  public Answer<Boolean> replace(String key, byte[] expected, byte[] next) {
    Data place = serialization.toData(key);
    return new Answer<>(
        send(
            place,
            MapReplaceIfSameCodec.encodeRequest(
                name,
                place,
                serialization.toData(expected),
                serialization.toData(next),
                ThreadUtil.getThreadId())),
        came -> MapReplaceIfSameCodec.decodeResponse((ClientMessage) came));
  }

  @Override
  public Answer<Boolean> setTtl(String key, long ttlMillis) {
    Data place = serialization.toData(key);
    return new Answer<>(
        send(place, MapSetTtlCodec.encodeRequest(name, place, ttlMillis)),
        came -> MapSetTtlCodec.decodeResponse((ClientMessage) came));
  }

  /** As {@code ClientMapProxy} does. */
  private InternalCompletableFuture<ClientMessage> send(Data key, ClientMessage request) {
    int partition = context.getPartitionService().getPartitionId(key);
    HazelcastClientInstanceImpl client =
        (HazelcastClientInstanceImpl) context.getHazelcastInstance();
    return new ClientInvocation(client, request, name, partition).invoke();
  }
}
