package dev.multilayercache.benchmark.growth;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;

/** What this JVM has used until now of what is not its heap. */
record Usage(
    long threadCpuNanos,
    long processCpuNanos,
    long compileMillis,
    long metaspaceBytes,
    long codeBytes,
    long classes) {

  static Usage now() {
    com.sun.management.OperatingSystemMXBean process =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return new Usage(
        ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(),
        process.getProcessCpuTime(),
        ManagementFactory.getCompilationMXBean().getTotalCompilationTime(),
        bytes("Metaspace") + bytes("Compressed Class Space"),
        bytes("CodeHeap") + bytes("CodeCache"),
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
  }

  Usage since(Usage before) {
    return new Usage(
        threadCpuNanos - before.threadCpuNanos,
        processCpuNanos - before.processCpuNanos,
        compileMillis - before.compileMillis,
        metaspaceBytes - before.metaspaceBytes,
        codeBytes - before.codeBytes,
        classes - before.classes);
  }

  private static long bytes(String pools) {
    long sum = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getName().startsWith(pools)) {
        sum += pool.getUsage().getUsed();
      }
    }
    return sum;
  }
}
