package dev.multilayercache.faults.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the agent.yaml of a node, a file for each: others read theirs meanwhile. */
final class AgentFile {
  static final int PORT = 5791;

  private AgentFile() {}

  static Path write(
      Path directory,
      Settings settings,
      String cluster,
      List<String> members,
      String address,
      int number) {
    String text =
        """
        application: faults
        layers:
          - { name: local,   type: caffeine,  ttl: 10m, maximumEntries: 20000 }
          - { name: cluster, type: hazelcast, ttl: 10m, maximumEntries: 100000 }
        cluster:
          mode: %s
          name: %s
          members: [%s]
          interface: %s
          port: %d
          minMembers: %d
          secret: ${env:FIXTURE_SECRET}
        defaults: { ttl: 10m, maxStaleness: %ds }
        """
            .formatted(
                settings.topology().hasServers() ? "client" : "embedded",
                cluster,
                String.join(", ", members),
                address,
                PORT,
                settings.minMembers(),
                settings.maxStaleness().toSeconds());
    try {
      return Files.writeString(directory.resolve("agent-" + number + ".yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
