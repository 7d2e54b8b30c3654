package dev.multilayercache.agent.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the cluster.
 *
 * @param members {@code host} or {@code host:port}; a host alone is looked for on every port of the
 *     range
 * @param networkInterface the one address that is bound
 * @param firstPort of the range in which the first free port is taken
 * @param minMembers 0 is {@code auto}: the majority of the member list
 * @param secret null if none was given
 * @param encryption null if values are not encrypted
 * @param place where it is written, for people
 */
public record ClusterConfig(
    Mode mode,
    String name,
    List<String> members,
    String networkInterface,
    int firstPort,
    int lastPort,
    int minMembers,
    @Nullable String secret,
    @Nullable EncryptionConfig encryption,
    String place) {

  static final Mode DEFAULT_MODE = Mode.EMBEDDED;
  static final String DEFAULT_INTERFACE = "127.0.0.1";
  static final int DEFAULT_FIRST_PORT = 5791;
  static final int DEFAULT_LAST_PORT = 5799;

  public ClusterConfig {
    members = List.copyOf(members);
  }

  /** Without encryption, in a file of the usual name. */
  public ClusterConfig(
      Mode mode,
      String name,
      List<String> members,
      String networkInterface,
      int firstPort,
      int lastPort,
      int minMembers,
      @Nullable String secret) {
    this(
        mode,
        name,
        members,
        networkInterface,
        firstPort,
        lastPort,
        minMembers,
        secret,
        /* encryption= */ null,
        "agent.yaml: cluster");
  }

  /** A member in this JVM, or a client of stock servers. */
  public enum Mode {
    EMBEDDED,
    CLIENT
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "cluster " + name + " (" + mode + ")";
  }
}
