package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.SerializationConfig;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes that Hazelcast may deserialize: a closed list, so that nobody who reaches a port runs
 * code here.
 *
 * <p>Our own data is bytes, text and numbers, which need none of it. The exceptions are not for
 * show: members answer with them while partitions move. An answer that cannot be read is lost, and
 * its operation then waits for its timeout instead of being tried again.
 */
final class WireTypes {
  /** What a client needs to add a map's configuration. */
  private static final List<String> CONFIGURATION =
      List.of("java.util.Properties", "java.util.Hashtable");

  private static final List<String> HAZELCAST_EXCEPTIONS =
      List.of(
          "com.hazelcast.core.ConsistencyLostException",
          "com.hazelcast.core.HazelcastException",
          "com.hazelcast.core.HazelcastInstanceNotActiveException",
          "com.hazelcast.core.HazelcastOverloadException",
          "com.hazelcast.core.IndeterminateOperationStateException",
          "com.hazelcast.core.LocalMemberResetException",
          "com.hazelcast.core.MemberLeftException",
          "com.hazelcast.core.OperationTimeoutException",
          "com.hazelcast.internal.cluster.impl.ClusterTopologyChangedException",
          "com.hazelcast.internal.cluster.impl.ConfigMismatchException",
          "com.hazelcast.internal.cluster.impl.MasterNodeChangedException",
          "com.hazelcast.internal.cluster.impl.VersionMismatchException",
          "com.hazelcast.internal.partition.PartitionStateVersionMismatchException",
          "com.hazelcast.map.QueryResultSizeExceededException",
          "com.hazelcast.map.ReachedMaxSizeException",
          "com.hazelcast.nio.serialization.HazelcastSerializationException",
          "com.hazelcast.partition.NoDataMemberInClusterException",
          "com.hazelcast.query.QueryException",
          "com.hazelcast.ringbuffer.StaleSequenceException",
          "com.hazelcast.spi.exception.CallerNotMemberException",
          "com.hazelcast.spi.exception.DistributedObjectDestroyedException",
          "com.hazelcast.spi.exception.PartitionMigratingException",
          "com.hazelcast.spi.exception.ResponseAlreadySentException",
          "com.hazelcast.spi.exception.RetryableHazelcastException",
          "com.hazelcast.spi.exception.RetryableIOException",
          "com.hazelcast.spi.exception.ServiceNotFoundException",
          "com.hazelcast.spi.exception.TargetDisconnectedException",
          "com.hazelcast.spi.exception.TargetNotMemberException",
          "com.hazelcast.spi.exception.WrongTargetException",
          "com.hazelcast.splitbrainprotection.SplitBrainProtectionException",
          "com.hazelcast.topic.TopicOverloadException",
          "com.hazelcast.transaction.TransactionException");

  private static final List<String> JDK_EXCEPTIONS =
      List.of(
          "java.lang.Throwable",
          "java.lang.Exception",
          "java.lang.RuntimeException",
          "java.lang.Error",
          "java.lang.ClassCastException",
          "java.lang.IllegalArgumentException",
          "java.lang.IllegalStateException",
          "java.lang.IndexOutOfBoundsException",
          "java.lang.InterruptedException",
          "java.lang.NullPointerException",
          "java.lang.SecurityException",
          "java.lang.UnsupportedOperationException",
          "java.io.EOFException",
          "java.io.IOException",
          "java.util.ConcurrentModificationException",
          "java.util.NoSuchElementException",
          "java.util.concurrent.CancellationException",
          "java.util.concurrent.CompletionException",
          "java.util.concurrent.ExecutionException",
          "java.util.concurrent.RejectedExecutionException",
          "java.util.concurrent.TimeoutException",
          // their traces, and the lists of what they suppressed
          "java.lang.StackTraceElement",
          "[Ljava.lang.StackTraceElement;",
          "java.util.ArrayList",
          "java.util.Collections$EmptyList",
          "java.util.Collections$UnmodifiableCollection",
          "java.util.Collections$UnmodifiableList",
          "java.util.Collections$UnmodifiableRandomAccessList");

  private WireTypes() {}

  static void restrict(SerializationConfig serialization) {
    serialization.setJavaSerializationFilterConfig(
        new JavaSerializationFilterConfig()
            .setDefaultsDisabled(true)
            .setWhitelist(new ClassFilter().setClasses(names())));
  }

  static List<String> names() {
    return Stream.of(CONFIGURATION, HAZELCAST_EXCEPTIONS, JDK_EXCEPTIONS)
        .flatMap(List::stream)
        .toList();
  }
}
