package dev.multilayercache.agent.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What agent.yaml says, checked and complete: every default is visible here.
 *
 * @param source where it was read from, for people: a path, or {@code built-in defaults}
 * @param application namespace in a shared cluster
 * @param layers nearest first
 * @param cluster null if no layer needs one
 */
public record AgentConfig(
    String source,
    boolean enabled,
    @Nullable String application,
    List<LayerConfig> layers,
    @Nullable ClusterConfig cluster,
    Defaults defaults,
    Map<String, CacheConfig> caches,
    List<MethodConfig> methods,
    JmxConfig jmx) {

  /** One layer; {@code ttl} null means that only the caches' ttl bounds it. */
  public record LayerConfig(
      String name, String type, @Nullable Duration ttl, long maximumEntries) {}

  /**
   * How to reach the cluster. {@code minMembers} 0 is {@code auto}: the majority of the member
   * list.
   */
  public record ClusterConfig(
      Mode mode,
      String name,
      List<String> members,
      String networkInterface,
      int firstPort,
      int lastPort,
      int minMembers,
      @Nullable String secret) {

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

  /** What holds where nothing nearer says otherwise. */
  public record Defaults(Duration ttl, boolean populateUpperLayers, Duration maxStaleness) {}

  /** Settings of one cache; null or empty means not said. */
  public record CacheConfig(
      @Nullable Duration ttl, Map<String, Duration> layerTtl, @Nullable Duration nullTtl) {}

  /** A method cached without touching its source: {@code com.acme.Repo#find(long)}. */
  public record MethodConfig(
      String className,
      String method,
      List<String> parameterTypes,
      String cache,
      String key,
      List<String> tags,
      @Nullable Duration ttl,
      Map<String, Duration> layerTtl,
      @Nullable Duration nullTtl,
      List<String> layers,
      int line) {}

  /** What JMX offers. */
  public record JmxConfig(boolean enabled, boolean operations) {}
}
