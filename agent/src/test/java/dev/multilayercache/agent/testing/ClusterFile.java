package dev.multilayercache.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Writes an agent.yaml for a cluster on loopback that no other test joins. */
public final class ClusterFile {
  private static final int RANGE = 5;

  private ClusterFile() {}

  public static Path embedded(Path directory) {
    int first = freeRange();
    return write(directory, "embedded", first + "-" + (first + RANGE - 1));
  }

  /** A client of servers on that port. */
  public static Path client(Path directory, int port) {
    return write(directory, "client", Integer.toString(port));
  }

  /** The first port of a range that was free a moment ago. */
  public static int freeRange() {
    return FreePorts.range(RANGE);
  }

  private static Path write(Path directory, String mode, String port) {
    String text =
        """
        application: fixture
        layers:
          - { name: local,   type: caffeine,  ttl: 60s, maximumEntries: 1000 }
          - { name: cluster, type: hazelcast, ttl: 10m, maximumEntries: 1000 }
        cluster:
          mode: %s
          name: test-%s
          members: [127.0.0.1]
          interface: 127.0.0.1
          port: %s
          secret: ${env:FIXTURE_SECRET}
        """
            .formatted(mode, UUID.randomUUID(), port);
    try {
      return Files.writeString(directory.resolve("agent.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
