package dev.multilayercache.agent.config;

import dev.multilayercache.agent.coherence.Consistency;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
 * @param caches what is said of caches by their names
 */
public record AgentConfig(
    String source,
    boolean enabled,
    @Nullable String application,
    List<LayerConfig> layers,
    @Nullable ClusterConfig cluster,
    Defaults defaults,
    Map<String, CacheWishes> caches,
    List<MethodConfig> methods,
    JmxConfig jmx,
    WarmUpConfig warmUp) {

  private static final String BUILT_IN_SOURCE = "built-in defaults";

  public AgentConfig {
    layers = List.copyOf(layers);
    caches = Map.copyOf(caches);
    methods = List.copyOf(methods);
  }

  /** What holds where no file is named: the local layer only, no port, no cluster. */
  public static AgentConfig builtIn() {
    return new AgentConfig(
        BUILT_IN_SOURCE,
        /* enabled= */ true,
        /* application= */ null,
        List.of(LayerConfig.LOCAL),
        /* cluster= */ null,
        Defaults.BUILT_IN,
        Map.of(),
        List.of(),
        JmxConfig.BUILT_IN,
        WarmUpConfig.BUILT_IN);
  }

  /** The file for people: the one that was read, else the name that one usually has. */
  public String file() {
    return source.equals(BUILT_IN_SOURCE) ? "agent.yaml" : source;
  }

  /** Names of the layers, nearest first. */
  public List<String> layerNames() {
    List<String> names = new ArrayList<>();
    for (LayerConfig layer : layers) {
      names.add(layer.name());
    }
    return names;
  }

  /** By layer, the part of its ttl that an entry's life may be shorter. */
  public Map<String, Double> ttlJitter() {
    Map<String, Double> jitter = new HashMap<>();
    for (LayerConfig layer : layers) {
      jitter.put(layer.name(), layer.ttlJitter());
    }
    return jitter;
  }

  /** By the name of a layer: with how many hits in farther layers a key is copied into it. */
  public Map<String, Integer> admitAfter() {
    Map<String, Integer> admitAfter = new HashMap<>();
    for (LayerConfig layer : layers) {
      admitAfter.put(layer.name(), layer.admitAfter());
    }
    return admitAfter;
  }

  /** Whether other nodes have a say in what this one may serve. */
  public boolean isClustered() {
    for (LayerConfig layer : layers) { // a stream would cost the start some milliseconds
      if (layer.isShared()) {
        return true;
      }
    }
    return false;
  }

  /**
   * One layer.
   *
   * @param ttl null means that only the caches' ttl bounds it
   * @param maxIdle how long an entry stays that is not read; null means as long as there is room
   * @param ttlJitter the part of its ttl that an entry's life may be shorter, by chance
   * @param memoryGuard the part of the heap above which nothing new is kept; 1 for none
   * @param values of a layer that holds them as bytes
   * @param admitAfter with how many hits in farther layers a key is copied into this one
   * @param file of a layer of type file, else null
   * @param store of a layer whose type is a class, else null
   */
  public record LayerConfig(
      String name,
      String type,
      @Nullable Duration ttl,
      long maximumEntries,
      @Nullable Duration maxIdle,
      double ttlJitter,
      double memoryGuard,
      ValueConfig values,
      int admitAfter,
      @Nullable FileConfig file,
      @Nullable StoreConfig store) {

    /** The layer in this JVM. */
    public static final String CAFFEINE = "caffeine";

    /** No part of the heap is too much. */
    static final double NO_GUARD = 1;

    /** The layer shared by the cluster. */
    public static final String HAZELCAST = "hazelcast";

    /** The layer in files of this machine. */
    public static final String FILE = "file";

    static final LayerConfig LOCAL =
        new LayerConfig("local", CAFFEINE, null, defaultMaximumEntries(CAFFEINE));

    /** With the type's defaults for the rest. */
    public LayerConfig(String name, String type, @Nullable Duration ttl, long maximumEntries) {
      this(
          name,
          type,
          ttl,
          maximumEntries,
          /* maxIdle= */ null,
          defaultTtlJitter(type),
          NO_GUARD,
          ValueConfig.USUAL,
          /* admitAfter= */ 1,
          /* file= */ null,
          /* store= */ null);
    }

    /** Whether other nodes see what it holds. */
    boolean isShared() {
      return type.equals(HAZELCAST);
    }

    /** How many entries a layer of a type holds where the file does not say. */
    static long defaultMaximumEntries(String type) {
      return type.equals(CAFFEINE) ? 10_000 : 100_000;
    }

    /** What other nodes store in the same moment is not to expire for all of them at once. */
    static double defaultTtlJitter(String type) {
      return type.equals(HAZELCAST) ? 0.1 : 0;
    }

    static List<String> types() {
      return List.of(CAFFEINE, HAZELCAST, FILE);
    }
  }

  /**
   * Where a layer of type file keeps its entries.
   *
   * @param maximumBytes of all files together
   */
  public record FileConfig(File directory, long maximumBytes) {
    static final long DEFAULT_MAXIMUM_BYTES = 1L << 30;
  }

  /**
   * A third party's store.
   *
   * @param place where its class is named, for people
   * @param classPath jars and directories
   * @param settings as the factory gets them
   */
  public record StoreConfig(String place, List<File> classPath, Map<String, String> settings) {
    public StoreConfig {
      classPath = List.copyOf(classPath);
      settings = Map.copyOf(settings);
    }

    /** Never shows the settings. */
    @Override
    public String toString() {
      return "store of " + place;
    }
  }

  /**
   * Values as bytes.
   *
   * @param maximumSize how many bytes an encoded one may have
   * @param compressFrom from how many bytes on it is compressed
   */
  public record ValueConfig(int maximumSize, int compressFrom) {
    static final int LARGEST = 64 << 20;

    /** Where the file does not say. */
    public static final ValueConfig USUAL = new ValueConfig(1 << 20, 8 << 10);

    /** Instead of a size that nothing reaches. */
    static final String NEVER = "never";
  }

  /**
   * How to reach the cluster.
   *
   * @param members {@code host} or {@code host:port}; a host alone is looked for on every port of
   *     the range
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

  /**
   * The keys of values, each Base64 of 16 or 32 bytes.
   *
   * @param key encrypts and decrypts
   * @param previousKeys decrypt what was encrypted before the key was changed
   */
  public record EncryptionConfig(String key, List<String> previousKeys) {
    public EncryptionConfig {
      previousKeys = List.copyOf(previousKeys);
    }

    /** Never shows a key. */
    @Override
    public String toString() {
      return "1 key and " + previousKeys.size() + " before";
    }
  }

  /**
   * What holds where nothing nearer says otherwise.
   *
   * @param upperLayerTtlFactor by which part of the ttl a layer's is shorter with each step up from
   *     the last layer, where neither layer nor cache nor method says one
   * @param detectMutations whether it is told that a caller changed a value that all share
   */
  public record Defaults(
      Duration ttl,
      double upperLayerTtlFactor,
      boolean populateUpperLayers,
      Duration maxStaleness,
      Consistency consistency,
      boolean detectMutations) {
    static final Defaults BUILT_IN =
        new Defaults(
            Duration.ofSeconds(300),
            /* upperLayerTtlFactor= */ 0,
            /* populateUpperLayers= */ true,
            Duration.ofSeconds(10),
            Consistency.BOUNDED,
            /* detectMutations= */ false);
  }

  /**
   * A method of which agent.yaml says what it does, without touching its source: {@code
   * com.acme.Repo#find(long)}.
   *
   * @param className binary name of the class
   * @param parameterTypes binary names, arrays as in the source: {@code java.lang.String[]}
   * @param wishes how it is cached, unless it changes what others have cached
   * @param line where it stands in the file; 0 if not in one
   */
  public record MethodConfig(
      String className,
      String method,
      List<String> parameterTypes,
      CacheWishes wishes,
      ChangeWishes changes,
      int line) {
    public MethodConfig {
      parameterTypes = List.copyOf(parameterTypes);
    }

    /** A cached one. */
    public MethodConfig(
        String className,
        String method,
        List<String> parameterTypes,
        CacheWishes wishes,
        int line) {
      this(className, method, parameterTypes, wishes, ChangeWishes.NONE, line);
    }

    /** Whether it is to be cached; else it changes what others have cached. */
    public boolean isCached() {
      return changes.isNone();
    }
  }

  /**
   * What JMX offers.
   *
   * @param operations whether its operations may invalidate and change settings
   * @param startDelay how long after the start the MBeans are registered, if nobody has used JMX
   *     before
   */
  public record JmxConfig(boolean enabled, boolean operations, Duration startDelay) {
    static final JmxConfig BUILT_IN = new JmxConfig(/* enabled= */ true, /* operations= */ true);

    /** With the default delay. */
    public JmxConfig(boolean enabled, boolean operations) {
      this(enabled, operations, Duration.ofSeconds(3));
    }
  }
}
