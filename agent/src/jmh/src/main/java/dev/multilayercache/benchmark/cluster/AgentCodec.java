package dev.multilayercache.benchmark.cluster;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;

/** The codec in the agent's jar, reached behind the loader that hides it. */
final class AgentCodec {
  private final MethodHandle encode;
  private final MethodHandle decode;

  AgentCodec(ClassLoader agent, Class<?> valueType) throws ReflectiveOperationException {
    Class<?> type = Class.forName("dev.multilayercache.agent.codec.ValueCodec", true, agent);
    Object codec =
        type.getConstructor(Type.class, ClassLoader.class)
            .newInstance(valueType, valueType.getClassLoader());
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    encode =
        lookup
            .findVirtual(type, "encode", MethodType.methodType(byte[].class, Object.class))
            .bindTo(codec);
    decode =
        lookup
            .findVirtual(
                type,
                "decode",
                MethodType.methodType(Object.class, byte[].class, int.class, int.class))
            .bindTo(codec);
  }

  byte[] encode(Object value) {
    try {
      return (byte[]) encode.invokeExact(value);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  Object decode(byte[] bytes, int offset, int length) {
    try {
      return (Object) decode.invokeExact(bytes, offset, length);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
