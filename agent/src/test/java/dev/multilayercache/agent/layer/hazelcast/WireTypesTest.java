package dev.multilayercache.agent.layer.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.SerializationConfig;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.core.OperationTimeoutException;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.spi.exception.CallerNotMemberException;
import com.hazelcast.spi.exception.PartitionMigratingException;
import com.hazelcast.spi.exception.ResponseAlreadySentException;
import com.hazelcast.spi.exception.TargetNotMemberException;
import com.hazelcast.spi.exception.WrongTargetException;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireTypesTest {
  private final InternalSerializationService wire = wire();

  private static InternalSerializationService wire() {
    SerializationConfig config = new SerializationConfig();
    WireTypes.restrict(config);
    return new DefaultSerializationServiceBuilder().setConfig(config).build();
  }

  @AfterEach
  void close() {
    wire.dispose();
  }

  static Stream<Throwable> answers() {
    Exception suppressing = new IllegalStateException(new ExecutionException(new Exception()));
    suppressing.addSuppressed(new OperationTimeoutException("x"));
    return Stream.of(
        suppressing,
        new PartitionMigratingException(null, 3, "operation", "service"),
        new WrongTargetException(
            (com.hazelcast.cluster.Member) null, null, 1, 1, "operation", "service"),
        new TargetNotMemberException("x"),
        new CallerNotMemberException("x"),
        new ResponseAlreadySentException(),
        new HazelcastInstanceNotActiveException(),
        new IndeterminateOperationStateException("x"),
        new SplitBrainProtectionException("x"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void a_member_s_answer_is_read(Throwable answer) {
    assertEquals(answer.getClass(), wire.toObject(wire.toData(answer)).getClass());
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void anything_else_is_refused(Object foreign) {
    HazelcastException refusal =
        assertThrows(
            HazelcastSerializationException.class, () -> wire.toObject(wire.toData(foreign)));

    assertEquals(SecurityException.class, refusal.getCause().getClass());
  }

  /** Serialization reads a class together with those that it extends. */
  @ParameterizedTest
  @MethodSource("dev.multilayercache.agent.layer.hazelcast.WireTypes#names")
  void what_a_listed_class_extends_is_listed_too(String name) throws Exception {
    for (Class<?> type = Class.forName(name);
        type != null && java.io.Serializable.class.isAssignableFrom(type);
        type = type.getSuperclass()) {
      assertTrue(WireTypes.names().contains(type.getName()), type.getName());
    }
  }

  static Stream<Object> foreign() {
    return Stream.of(URI.create("http://example.org"), new Mine(), new Object[] {new Mine()});
  }

  private static final class Mine implements java.io.Serializable {}
}
