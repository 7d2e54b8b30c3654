package dev.multilayercache.benchmark.cluster;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A bare {@code IMap} of bytes, asked with nothing between. */
final class RawMap {
  private final ConcurrentMap<String, byte[]> map;
  private final MethodHandle putIfAbsent;
  private final MethodHandle delete;

  RawMap(ConcurrentMap<String, byte[]> map, ClassLoader hazelcast)
      throws ReflectiveOperationException {
    this.map = map;
    Class<?> type = Class.forName("com.hazelcast.map.IMap", false, hazelcast);
    this.delete =
        MethodHandles.publicLookup()
            .findVirtual(type, "delete", MethodType.methodType(void.class, Object.class))
            .bindTo(map);
    this.putIfAbsent =
        MethodHandles.publicLookup()
            .findVirtual(
                type,
                "putIfAbsent",
                MethodType.methodType(
                    Object.class, Object.class, Object.class, long.class, TimeUnit.class))
            .bindTo(map)
            .asType(
                MethodType.methodType(
                    Object.class, String.class, byte[].class, long.class, TimeUnit.class));
  }

  byte @Nullable [] get(String key) {
    return map.get(key);
  }

  void delete(String key) {
    try {
      delete.invokeExact((Object) key);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  boolean putIfAbsent(String key, byte[] value) {
    try {
      return putIfAbsent.invokeExact(key, value, 60L, TimeUnit.SECONDS) == null;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  boolean replace(String key, byte[] expected, byte[] value) {
    return map.replace(key, expected, value);
  }

  void clear() {
    map.clear();
  }
}
