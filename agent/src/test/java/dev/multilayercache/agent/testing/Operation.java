package dev.multilayercache.agent.testing;

import com.hazelcast.client.impl.protocol.codec.MapClearCodec;
import com.hazelcast.client.impl.protocol.codec.MapContainsKeyCodec;
import com.hazelcast.client.impl.protocol.codec.MapDeleteCodec;
import com.hazelcast.client.impl.protocol.codec.MapEntriesWithPredicateCodec;
import com.hazelcast.client.impl.protocol.codec.MapGetAllCodec;
import com.hazelcast.client.impl.protocol.codec.MapGetCodec;
import com.hazelcast.client.impl.protocol.codec.MapKeySetCodec;
import com.hazelcast.client.impl.protocol.codec.MapKeySetWithPredicateCodec;
import com.hazelcast.client.impl.protocol.codec.MapPutCodec;
import com.hazelcast.client.impl.protocol.codec.MapPutIfAbsentCodec;
import com.hazelcast.client.impl.protocol.codec.MapRemoveAllCodec;
import com.hazelcast.client.impl.protocol.codec.MapRemoveCodec;
import com.hazelcast.client.impl.protocol.codec.MapRemoveIfSameCodec;
import com.hazelcast.client.impl.protocol.codec.MapReplaceIfSameCodec;
import com.hazelcast.client.impl.protocol.codec.MapSetCodec;
import com.hazelcast.client.impl.protocol.codec.MapSetTtlCodec;
import com.hazelcast.client.impl.protocol.codec.MapSizeCodec;
import com.hazelcast.client.impl.protocol.codec.RingbufferAddCodec;
import com.hazelcast.client.impl.protocol.codec.RingbufferHeadSequenceCodec;
import com.hazelcast.client.impl.protocol.codec.RingbufferReadManyCodec;
import com.hazelcast.client.impl.protocol.codec.RingbufferReadOneCodec;
import com.hazelcast.client.impl.protocol.codec.RingbufferTailSequenceCodec;
import com.hazelcast.client.impl.protocol.codec.TopicAddMessageListenerCodec;
import com.hazelcast.client.impl.protocol.codec.TopicPublishCodec;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * What a client asks of one object of the cluster.
 *
 * @param name of the kind of operation, as the Java API has it
 * @param object name of the map, log or topic
 */
public record Operation(String name, String object) {
  public static final String GET = "get";
  public static final String PUT_IF_ABSENT = "putIfAbsent";
  public static final String REPLACE = "replace";

  /** How long the member may keep what is stored; sent after a miss, which does not wait for it. */
  public static final String SET_TTL = "setTtl";

  /** Waits at the server until there is something: it is not asked again and again. */
  public static final String PARKED_READ = "parked readMany";

  private static final String READ_MANY = "readMany";

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(MapGetCodec.REQUEST_MESSAGE_TYPE, GET),
          Map.entry(MapPutIfAbsentCodec.REQUEST_MESSAGE_TYPE, PUT_IF_ABSENT),
          Map.entry(MapReplaceIfSameCodec.REQUEST_MESSAGE_TYPE, REPLACE),
          Map.entry(MapPutCodec.REQUEST_MESSAGE_TYPE, "put"),
          Map.entry(MapSetCodec.REQUEST_MESSAGE_TYPE, "set"),
          Map.entry(MapSetTtlCodec.REQUEST_MESSAGE_TYPE, SET_TTL),
          Map.entry(MapRemoveCodec.REQUEST_MESSAGE_TYPE, "remove"),
          Map.entry(MapRemoveIfSameCodec.REQUEST_MESSAGE_TYPE, "remove if same"),
          Map.entry(MapDeleteCodec.REQUEST_MESSAGE_TYPE, "delete"),
          Map.entry(MapRemoveAllCodec.REQUEST_MESSAGE_TYPE, "removeAll"),
          Map.entry(MapGetAllCodec.REQUEST_MESSAGE_TYPE, "getAll"),
          Map.entry(MapContainsKeyCodec.REQUEST_MESSAGE_TYPE, "containsKey"),
          Map.entry(MapKeySetCodec.REQUEST_MESSAGE_TYPE, "keySet"),
          Map.entry(MapKeySetWithPredicateCodec.REQUEST_MESSAGE_TYPE, "keySet of a predicate"),
          Map.entry(MapEntriesWithPredicateCodec.REQUEST_MESSAGE_TYPE, "entrySet of a predicate"),
          Map.entry(MapSizeCodec.REQUEST_MESSAGE_TYPE, "size"),
          Map.entry(MapClearCodec.REQUEST_MESSAGE_TYPE, "clear"),
          Map.entry(RingbufferAddCodec.REQUEST_MESSAGE_TYPE, "add"),
          Map.entry(RingbufferReadOneCodec.REQUEST_MESSAGE_TYPE, "readOne"),
          Map.entry(RingbufferReadManyCodec.REQUEST_MESSAGE_TYPE, READ_MANY),
          Map.entry(RingbufferTailSequenceCodec.REQUEST_MESSAGE_TYPE, "tailSequence"),
          Map.entry(RingbufferHeadSequenceCodec.REQUEST_MESSAGE_TYPE, "headSequence"),
          Map.entry(TopicPublishCodec.REQUEST_MESSAGE_TYPE, "publish"),
          Map.entry(TopicAddMessageListenerCodec.REQUEST_MESSAGE_TYPE, "addMessageListener"));

  /** How many items a read waits for: after type, correlation, partition and start. */
  private static final int LEAST_OFFSET = 4 + 8 + 4 + 8;

  private static final int CLIENT_SERVICE = 0;
  private static final int DYNAMIC_CONFIG_SERVICE = 0x1B;

  /** Whether it concerns an object, and not the connection or the servers' configuration. */
  static boolean concernsAnObject(int messageType) {
    int service = messageType >> 16 & 0xff;
    return service != CLIENT_SERVICE && service != DYNAMIC_CONFIG_SERVICE;
  }

  /**
   * What a message asks for.
   *
   * @param fixed the first frame of the message: its type and what has a fixed length
   */
  static Operation of(ByteBuffer fixed, String object) {
    int type = fixed.getInt(0);
    if (type == RingbufferReadManyCodec.REQUEST_MESSAGE_TYPE && fixed.getInt(LEAST_OFFSET) > 0) {
      return new Operation(PARKED_READ, object);
    }
    return new Operation(NAMES.getOrDefault(type, "operation 0x%06x".formatted(type)), object);
  }

  /** Whether the object holds the values of a cache. */
  public boolean isOnValuesOf(String cache) {
    return object.endsWith(":v:" + cache);
  }
}
