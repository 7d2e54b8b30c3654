package dev.multilayercache.faults.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A wall clock that can be set for one process alone: a library between it and the C library, which
 * adds to the real time what a file says. The monotonic clock stays as it is.
 *
 * <p>Compiled where it is used, by {@code cc}.
 */
public final class WallClock {
  private static final String SOURCE =
      """
      #define _GNU_SOURCE
      #include <fcntl.h>
      #include <stdlib.h>
      #include <sys/mman.h>
      #include <sys/syscall.h>
      #include <sys/time.h>
      #include <time.h>
      #include <unistd.h>

      static volatile long *seconds;

      __attribute__((constructor)) static void map(void) {
        const char *name = getenv("WALL_CLOCK_FILE");
        int file = name ? open(name, O_RDONLY) : -1;
        if (file >= 0) {
          void *at = mmap(0, sizeof(long), PROT_READ, MAP_SHARED, file, 0);
          seconds = at == MAP_FAILED ? 0 : at;
        }
      }

      int clock_gettime(clockid_t clock, struct timespec *time) {
        long status = syscall(SYS_clock_gettime, clock, time);
        if (status == 0 && seconds && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
          time->tv_sec += *seconds;
        }
        return status;
      }

      int gettimeofday(struct timeval *time, void *zone) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        time->tv_sec = now.tv_sec;
        time->tv_usec = now.tv_nsec / 1000;
        return 0;
      }
      """;

  private final Path library;
  private final Path file;

  private WallClock(Path library, Path file) {
    this.library = library;
    this.file = file;
  }

  /** Why there can be none; empty if there can. */
  public static String obstacle() {
    try {
      Tool.run("cc --version");
      return "";
    } catch (RuntimeException e) {
      return "no C compiler: " + e.getMessage();
    }
  }

  public static WallClock in(Path directory) {
    try {
      Path source = Files.writeString(directory.resolve("wallclock.c"), SOURCE);
      Path library = directory.resolve("wallclock.so");
      Tool.run(
          List.of("cc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString()));
      WallClock clock = new WallClock(library, directory.resolve("wallclock"));
      clock.set(Duration.ZERO);
      return clock;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public NodeSetup setup() {
    return NodeSetup.ofEnvironment(
        Map.of("LD_PRELOAD", library.toString(), "WALL_CLOCK_FILE", file.toString()));
  }

  private void set(Duration ahead) {
    byte[] bytes =
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.nativeOrder())
            .putLong(ahead.toSeconds())
            .array();
    try {
      // In place: the process has mapped the file.
      if (Files.exists(file)) {
        try (var channel = Files.newByteChannel(file, java.nio.file.StandardOpenOption.WRITE)) {
          channel.write(ByteBuffer.wrap(bytes));
        }
      } else {
        Files.write(file, bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The clock is wrong for a while: twice it jumps. */
  public FaultKind wrongBy(Duration ahead) {
    return (cluster, random) ->
        new Fault(
            "wall clock of node 1 wrong by " + ahead,
            () -> set(ahead),
            () -> set(Duration.ZERO),
            Duration.ofSeconds(4),
            Duration.ofSeconds(2));
  }
}
