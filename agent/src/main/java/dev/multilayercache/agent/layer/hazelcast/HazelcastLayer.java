package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.coherence.Confirmation;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.InvalidationBus;
import dev.multilayercache.agent.config.AgentConfig.ClusterConfig;
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
  private final ClusterBus bus;
  private final ClusterLink link;
  private final Set<HazelcastRegion> regions =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /**
   * Makes the layer, without a class of Hazelcast; the cluster is looked for once it was
   * {@linkplain #start started} and is used, or some seconds later.
   *
   * @param application namespace of our objects in the cluster
   * @param maximumEntries of one cache in one member
   * @param maxStaleness how long entries of this JVM may answer when messages get lost
   * @throws IllegalArgumentException if the cluster has Hazelcast's default name
   */
  public HazelcastLayer(
      String name,
      String application,
      ClusterConfig cluster,
      long maximumEntries,
      Duration maxStaleness,
      LongSupplier nanoClock) {
    this(
        name,
        application,
        cluster,
        maximumEntries,
        maxStaleness,
        Budgets.DEFAULT,
        nanoClock,
        System::currentTimeMillis);
  }

  HazelcastLayer(
      String name,
      String application,
      ClusterConfig cluster,
      long maximumEntries,
      Duration maxStaleness,
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
    Bulkhead bulkhead = Bulkhead.ofEntries();
    this.context =
        new RegionContext(
            name,
            new Readiness(),
            new Scopes(),
            seal,
            bulkhead,
            new Renewals(bulkhead, budgets.loadLease()),
            budgets,
            new Counters(),
            nanoClock,
            wallClock);
    this.bus =
        new ClusterBus(
            name, context.readiness(), context.scopes(), budgets, context.counters(), seal);
    Supplier<Start> kind =
        () ->
            switch (cluster.mode()) {
              case EMBEDDED -> new MemberStart(application, cluster, maximumEntries);
              case CLIENT -> new ClientStart(application, cluster, maximumEntries);
            };
    this.link =
        new ClusterLink(name, application, cluster, maxStaleness, kind, context.readiness(), bus);
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
        context.readiness().state(),
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
  public Confirmation publish(Invalidation invalidation) {
    need();
    return bus.publish(invalidation);
  }

  @Override
  public void subscribe(Consumer<Invalidation> listener) {
    bus.subscribe(listener);
  }

  @Override
  public void close() {
    context.renewals().close();
    link.close();
    bus.close();
    context.bulkhead().close();
  }
}
