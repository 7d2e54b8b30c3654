package dev.multilayercache.agent;

import dev.multilayercache.agent.call.ApiDoor;
import dev.multilayercache.agent.call.Linker;
import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.config.ConfigException;
import dev.multilayercache.agent.config.ConfigReader;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.EngineOptions;
import dev.multilayercache.agent.engine.Lifetime;
import dev.multilayercache.agent.instrument.AgentInstaller;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.management.AgentFacts;
import dev.multilayercache.agent.management.JmxUse;
import dev.multilayercache.agent.management.MBeanRegistration;
import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.CacheTimes;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the agent together: configuration, layers, engine, instrumentation, JMX.
 *
 * <p>What takes time or touches the platform's services starts last and in the background.
 */
public final class AgentStarter {
  /** How long a call waits for another thread's load of the same key. */
  private static final Duration WAIT_TIMEOUT = Duration.ofSeconds(2);

  private static final LongSupplier CLOCK = System::nanoTime;

  private final AgentConfig config;
  private final Instrumentation instrumentation;
  private final CachePlanner planner;
  private final PlanRegistry plans = new PlanRegistry();
  private final Refusals refusals = new Refusals();
  private final LayerFactory factory;
  private final List<Layer> layers;
  private final Caches caches;

  private AgentStarter(AgentConfig config, Instrumentation instrumentation) {
    this.config = config;
    this.instrumentation = instrumentation;
    this.planner = new CachePlanner(config);
    this.factory = new LayerFactory(config, CLOCK);
    this.layers = factory.layers();
    EngineOptions options =
        new EngineOptions(
            config.defaults().populateUpperLayers(),
            config.defaults().maxStaleness(),
            WAIT_TIMEOUT);
    this.caches = new Caches(layers, options, new Generations(), CLOCK);
  }

  /**
   * Called by {@link MultiLayerCacheAgent}, which belongs to another class loader.
   *
   * @param argument what stands after {@code =} in {@code -javaagent}, or null
   */
  public static void start(
      Instrumentation instrumentation, @Nullable String argument, File agentJar) throws Exception {
    AgentConfig config;
    try {
      config = ConfigReader.read(argument);
    } catch (ConfigException mistake) {
      AgentLog.error(String.valueOf(mistake.getMessage()));
      return;
    }
    if (!config.enabled()) {
      AgentLog.info(config.source() + ": enabled is false. The application runs uncached.");
      return;
    }
    new AgentStarter(config, instrumentation).start();
  }

  private void start() throws Exception {
    Linker linker = new Linker(plans, caches, refusals);
    ApiDoor api = new ApiDoor(caches, plans, this::lifetime);
    Dispatcher.install(instrumentation, linker.bootstrapHandle(), api);
    AgentInstaller.install(instrumentation, planner, plans, refusals);
    MBeanRegistration management =
        new MBeanRegistration(caches, facts(), config.jmx(), new JmxUse(instrumentation));
    closeOnExit(management);
    AgentLog.info(greeting());
    AfterPremain.run(
        () -> {
          layers.forEach(Layer::start);
          management.start();
        });
  }

  private Lifetime lifetime(String cache) {
    CacheTimes times = planner.times(cache);
    return new Lifetime(times.ttl(), times.layerTtl(), times.nullTtl());
  }

  private AgentFacts facts() {
    return new AgentFacts(
        Dispatcher.version(),
        config.source(),
        plans::wovenMethods,
        () ->
            refusals.all().stream()
                .map(refusal -> refusal.method() + ": " + refusal.reason())
                .toList(),
        factory::clusterState,
        factory::clusterMembers);
  }

  private void closeOnExit(MBeanRegistration management) {
    Thread closing =
        new Thread(
            () -> {
              management.abandon();
              layers.forEach(Layer::close);
            },
            "multilayercache-exit");
    Runtime.getRuntime().addShutdownHook(closing);
  }

  private String greeting() {
    String chain =
        config.layers().stream()
            .map(layer -> layer.name() + " (" + layer.type() + ")")
            .collect(Collectors.joining(", "));
    return "Version " + Dispatcher.version() + ", " + config.source() + ", layers: " + chain + ".";
  }
}
