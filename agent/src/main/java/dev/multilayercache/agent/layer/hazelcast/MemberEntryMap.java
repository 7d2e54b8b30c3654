package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.util.ThreadUtil;
import com.hazelcast.map.impl.MapService;
import com.hazelcast.map.impl.operation.MapOperation;
import com.hazelcast.map.impl.operation.MapOperationProvider;
import com.hazelcast.map.impl.proxy.MapProxyImpl;
import com.hazelcast.spi.impl.InternalCompletableFuture;
import com.hazelcast.spi.impl.NodeEngine;
import org.jspecify.annotations.Nullable;

/** A map as a member of the cluster asks it. */
final class MemberEntryMap implements EntryMap {
  private final MapProxyImpl<String, byte[]> map;
  private final String name;
  private final MapOperationProvider operations;

  MemberEntryMap(MapProxyImpl<String, byte[]> map) {
    this.map = map;
    this.name = map.getName();
    MapService service = map.getService();
    this.operations = service.getMapServiceContext().getMapOperationProvider(name);
  }

  @Override
  public Answer<@Nullable Object> get(String key) {
    NodeEngine engine = map.getNodeEngine();
    Data place = engine.toData(key);
    return new Answer<>(
        send(engine, place, operations.createGetOperation(name, place)), engine::toObject);
  }

  @Override
  public Answer<@Nullable Object> putIfAbsent(String key, byte[] value, long ttlMillis) {
    NodeEngine engine = map.getNodeEngine();
    Data place = engine.toData(key);
    return new Answer<>(
        send(
            engine,
            place,
            operations.createPutIfAbsentOperation(
                name, place, engine.toData(value), ttlMillis, /* maxIdle= */ -1)),
        engine::toObject);
  }

  @Override
  public Answer<Boolean> replace(String key, byte[] expected, byte[] next) {
    NodeEngine engine = map.getNodeEngine();
    Data place = engine.toData(key);
    return new Answer<>(
        send(
            engine,
            place,
            operations.createReplaceIfSameOperation(
                name, place, engine.toData(expected), engine.toData(next))),
        engine::toObject);
  }

  @Override
  public Answer<Boolean> setTtl(String key, long ttlMillis) {
    NodeEngine engine = map.getNodeEngine();
    Data place = engine.toData(key);
    return new Answer<>(
        send(engine, place, operations.createSetTtlOperation(name, place, ttlMillis)),
        engine::toObject);
  }

  /** As {@code MapProxySupport} does. */
  private static InternalCompletableFuture<Object> send(
      NodeEngine engine, Data key, MapOperation operation) {
    operation.setThreadId(ThreadUtil.getThreadId());
    return engine
        .getOperationService()
        .createInvocationBuilder(
            MapService.SERVICE_NAME, operation, engine.getPartitionService().getPartitionId(key))
        .setResultDeserialized(false)
        .setFailOnIndeterminateOperationState(true)
        .setAsync()
        .invoke();
  }
}
