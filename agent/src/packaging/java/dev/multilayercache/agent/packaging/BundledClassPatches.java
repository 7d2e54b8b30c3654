package dev.multilayercache.agent.packaging;

import java.util.ArrayList;
import java.util.List;

/** The changes to libraries' classes, with the reasons. */
final class BundledClassPatches {
  private static final String CAFFEINE = "com/github/benmanes/caffeine/cache/";
  private static final List<String> CLASSES_WITH_LOGGERS =
      List.of(
          CAFFEINE + "Async",
          CAFFEINE + "BoundedLocalCache",
          CAFFEINE + "Caffeine",
          CAFFEINE + "ExecutorServiceScheduler",
          CAFFEINE + "GuardedScheduler",
          CAFFEINE + "LocalAsyncCache",
          CAFFEINE + "LocalAsyncLoadingCache",
          CAFFEINE + "LocalLoadingCache",
          CAFFEINE + "UnboundedLocalCache",
          CAFFEINE + "stats/GuardedStatsCounter",
          "META-INF/versions/9/org/yaml/snakeyaml/internal/Logger");

  private BundledClassPatches() {}

  static List<ClassPatch> all() {
    List<ClassPatch> patches = new ArrayList<>();
    patches.add(executorThreadsStayDaemons());
    patches.add(compressedOopsWithoutJmx());
    patches.add(shutdownWithoutJmx());
    for (String className : CLASSES_WITH_LOGGERS) {
      patches.add(SystemLoggerCalls.redirectedIn(className));
    }
    return patches;
  }

  /**
   * Hazelcast turns the threads of its executors into non-daemons, so the JVM would not end with
   * the application's last thread (hazelcast/hazelcast#10008). Their daemon flag is set rather than
   * left alone, because one of the application's threads may be the one that makes a pool grow.
   */
  private static ClassPatch executorThreadsStayDaemons() {
    return new ClassPatch(
        "com/hazelcast/internal/util/executor/AbstractExecutorThreadFactory",
        "newThread makes daemon threads instead of non-daemon ones.",
        DaemonThreads::new);
  }

  /**
   * Hazelcast asks the platform's MBean server whether references are compressed. That creates the
   * server and {@code java.util.logging}'s manager, before an application server could choose its
   * own. The answer only enters an estimate of memory.
   */
  private static ClassPatch compressedOopsWithoutJmx() {
    return new ClassPatch(
        "com/hazelcast/internal/util/JVMUtil",
        "isHotSpotCompressedOopsOrNull answers TRUE without asking JMX.",
        (next, places) ->
            new ReplacedBody(
                "isHotSpotCompressedOopsOrNull",
                "()Ljava/lang/Boolean;",
                ReplacedBody.RETURN_TRUE,
                next,
                places));
  }

  /**
   * A Hazelcast that ends takes its MBeans away, whether it registered any or not (ours never do).
   * That creates the platform's MBean server and logging's manager while the JVM exits.
   */
  private static ClassPatch shutdownWithoutJmx() {
    return new ClassPatch(
        "com/hazelcast/internal/jmx/ManagementService",
        "shutdown does nothing.",
        (next, places) ->
            new ReplacedBody(
                "shutdown", "(Ljava/lang/String;)V", ReplacedBody.RETURN_NOTHING, next, places));
  }
}
