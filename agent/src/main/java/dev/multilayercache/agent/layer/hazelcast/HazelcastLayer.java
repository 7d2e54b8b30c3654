package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import dev.multilayercache.agent.coherence.Coherence;
import dev.multilayercache.agent.coherence.Confirmation;
import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.InvalidationBus;
import dev.multilayercache.agent.coherence.Timings;
import dev.multilayercache.agent.config.ClusterConfig;
import dev.multilayercache.agent.config.ValueConfig;
import dev.multilayercache.agent.layer.HotKeyStore;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.LayerStatus;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import dev.multilayercache.agent.log.AgentLog;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The layer shared by the nodes of a cluster: values as bytes in Hazelcast's maps.
 *
 * <p>Hazelcast starts in the background, as a member in this JVM or as a client; until it is there,
 * and whenever it is not, the layer is absent and costs nothing. Regions fail within their time
 * budget when the cluster does not answer. Invalidations go through the same cluster; see {@link
 * InvalidationBus}. A layer that was made must be closed.
 */
public final class HazelcastLayer implements Layer, InvalidationBus {
  private static final String RESERVED_NAME = "dev";

  private final String name;
  private final RegionContext context;
  private final Coherence coherence;
  private final Bulkhead leases;
  private final Bulkhead scopes;
  private final ClusterLink link;
  private final HotKeyStore hotKeys;
  private boolean hasThreads;
  private final Set<HazelcastRegion> regions =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /**
   * Makes the layer, without a class of Hazelcast; the cluster is looked for once it was
   * {@linkplain #start started} and is used, or some seconds later.
   *
   * @param application namespace of our objects in the cluster
   * @param maximumEntries of one cache in one member
   * @param values how large they may be, and which are compressed
   * @param maxStaleness how long a node may serve what was invalidated, whatever happens
   * @param generations of {@link Generations#leased}: this layer holds the node's lease
   * @throws IllegalArgumentException if the cluster has Hazelcast's default name
   */
  public HazelcastLayer(
      String name,
      String application,
      ClusterConfig cluster,
      long maximumEntries,
      ValueConfig values,
      Duration maxStaleness,
      Generations generations,
      LongSupplier nanoClock) {
    this(
        name,
        application,
        cluster,
        maximumEntries,
        values,
        maxStaleness,
        generations,
        Budgets.DEFAULT,
        nanoClock,
        System::currentTimeMillis);
  }

  HazelcastLayer(
      String name,
      String application,
      ClusterConfig cluster,
      long maximumEntries,
      ValueConfig values,
      Duration maxStaleness,
      Generations generations,
      Budgets budgets,
      LongSupplier nanoClock,
      LongSupplier wallClock) {
    if (cluster.name().isBlank() || cluster.name().equals(RESERVED_NAME)) {
      throw new IllegalArgumentException(
          "cluster.name must not be \"dev\": any Hazelcast without a configuration has that name."
              + " Choose one of your own.");
    }
    this.name = name;
    Seal seal = new Seal(application, cluster.secret());
    this.leases = Bulkhead.ofLease();
    this.scopes = Bulkhead.ofScopes();
    Timings timings = Timings.of(maxStaleness, budgets.operation(), budgets.publish());
    this.coherence = new Coherence(generations, timings, nanoClock, wallClock);
    Bulkhead bulkhead = Bulkhead.ofEntries();
    this.context =
        new RegionContext(
            name,
            new Readiness(coherence.lease()),
            coherence,
            seal,
            new Packing(application, values, cluster.encryption()),
            bulkhead,
            new Renewals(bulkhead, budgets.loadLease()),
            budgets,
            new Counters(),
            nanoClock,
            wallClock);
    this.hotKeys = new SharedHotKeys(context);
    Supplier<Start> kind =
        () -> {
          startThreads();
          return switch (cluster.mode()) {
            case EMBEDDED -> new MemberStart(application, cluster, maximumEntries);
            case CLIENT -> new ClientStart(application, cluster, maximumEntries);
          };
        };
    this.link =
        new ClusterLink(
            name,
            cluster,
            timings.renewalInterval(),
            kind,
            instance -> session(instance, application, cluster),
            context.readiness(),
            coherence);
    if (cluster.secret() == null) {
      AgentLog.warn(
          "layer "
              + name
              + ": cluster "
              + cluster.name()
              + " has no secret: whoever reaches its ports can change what is cached."
              + " Set cluster.secret.");
    }
  }

  /** Called by the link's thread before each start of an instance. */
  private void startThreads() {
    if (!hasThreads) {
      hasThreads = true;
      leases.start();
      scopes.start();
      context.bulkhead().start();
      context.renewals().start();
    }
  }

  private Session session(HazelcastInstance instance, String application, ClusterConfig cluster) {
    return new Session(
        instance,
        application,
        coherence.node(),
        Addresses.minMembers(cluster),
        context.seal(),
        this::refused,
        operations(leases),
        operations(scopes));
  }

  private Operations operations(Bulkhead bulkhead) {
    return new Operations(bulkhead, context.budgets().operation(), context.budgets().scan());
  }

  private void refused() {
    context.counters().errors.increment();
    AgentLog.warnOncePerMinute(
        name + " foreign record",
        "layer "
            + name
            + ": ignored a record that is not of this agent or not sealed with cluster.secret."
            + " Give all nodes the same secret, and other applications another application name.");
  }

  @Override
  public void start() {
    link.start();
  }

  /** Begins to look for the cluster, if {@link #start} still waits for its first use. */
  void need() {
    link.need();
  }

  /** Addresses of the cluster's members as this node sees them; none while the layer is absent. */
  public List<String> members() {
    Session session = context.readiness().session();
    return session == null ? List.of() : session.addresses();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Region region(RegionSpec spec) {
    HazelcastRegion region = new HazelcastRegion(spec, context);
    regions.add(region);
    need();
    return region;
  }

  @Override
  public LayerStatus status() {
    Counters counters = context.counters();
    return new LayerStatus(
        coherence.lease().state(),
        counters.errors.sum(),
        /* evictions= */ 0,
        counters.expirations.sum(),
        counters.reads.sum(),
        counters.readNanos.sum());
  }

  /** Leases and values not yet dropped are counted too; zero while the layer is absent. */
  @Override
  public long entries() {
    Map<String, HazelcastRegion> byCache = new HashMap<>();
    synchronized (regions) {
      regions.forEach(region -> byCache.put(region.cache(), region));
    }
    try {
      return byCache.values().stream().mapToLong(Region::entries).sum();
    } catch (ClusterFailure absent) {
      return 0;
    }
  }

  @Override
  public Optional<InvalidationBus> bus() {
    return Optional.of(this);
  }

  @Override
  public Optional<HotKeyStore> hotKeys() {
    return Optional.of(hotKeys);
  }

  @Override
  public Confirmation publish(Invalidation invalidation) {
    need();
    Confirmation confirmation = coherence.publish(invalidation);
    if (!confirmation.confirmed()) {
      context.counters().errors.increment();
    }
    return confirmation;
  }

  @Override
  public void subscribe(Consumer<Invalidation> listener) {
    coherence.subscribe(listener);
  }

  @Override
  public void requireStrong(String cache) {
    coherence.requireStrong(cache);
  }

  @Override
  public boolean isStrong(String cache) {
    return coherence.isStrong(cache);
  }

  @Override
  public void close() {
    context.renewals().close();
    link.close();
    leases.close();
    scopes.close();
    context.bulkhead().close();
  }
}
