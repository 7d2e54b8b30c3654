package dev.multilayercache.agent;

import dev.multilayercache.agent.call.ApiDoor;
import dev.multilayercache.agent.call.Linker;
import dev.multilayercache.agent.call.MissedInvalidations;
import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.config.ConfigException;
import dev.multilayercache.agent.config.LayerConfig;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.EngineOptions;
import dev.multilayercache.agent.engine.Lifetime;
import dev.multilayercache.agent.instrument.AgentInstaller;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.management.AgentFacts;
import dev.multilayercache.agent.management.JmxUse;
import dev.multilayercache.agent.management.MBeanRegistration;
import dev.multilayercache.agent.management.WarmUpFacts;
import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.CacheTimes;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the agent together: configuration, layers, engine, instrumentation, JMX.
 *
 * <p>What takes time or touches the platform's services starts last and in the background.
 */
final class AgentAssembly {
  /** How long a call waits for another thread's load of the same key. */
  private static final Duration WAIT_TIMEOUT = Duration.ofSeconds(2);

  private final AgentConfig config;
  private final Instrumentation instrumentation;
  private final CachePlanner planner;
  private final PlanRegistry plans = new PlanRegistry();
  private final Refusals refusals = new Refusals();
  private final AgentClock clock;
  private final LayerFactory factory;
  private final List<Layer> layers;
  private final Caches caches;
  private final CacheNameHints hints;
  private final @Nullable AgentWarmUp warmUp;

  /**
   * @throws ConfigException if a third party's layer is not what the configuration says
   */
  AgentAssembly(AgentConfig config, Instrumentation instrumentation) throws ConfigException {
    this.config = config;
    this.instrumentation = instrumentation;
    this.planner = new CachePlanner(config);
    Generations generations = config.isClustered() ? Generations.leased() : new Generations();
    this.clock = AgentClock.of(config);
    this.factory = new LayerFactory(config, generations, clock.clocks().nanos());
    this.layers = factory.layers();
    EngineOptions options =
        new EngineOptions(
            config.defaults().populateUpperLayers(),
            config.defaults().maxStaleness(),
            WAIT_TIMEOUT,
            config.ttlJitter(),
            config.admitAfter());
    this.caches = new Caches(layers, options, generations, clock.clocks());
    this.hints = new CacheNameHints(plans, caches, config.caches().keySet());
    this.warmUp =
        config.warmUp().isNothing()
            ? null
            : new AgentWarmUp(config.warmUp(), plans, caches, layers);
  }

  /**
   * Starts all of it; what has begun is undone if the rest cannot be.
   *
   * @param isLate whether the application's classes are loaded already, so that it can be said at
   *     once what became of them
   */
  RunningAgent start(boolean isLate) throws IOException, ReflectiveOperationException {
    Linker links = new Linker(plans, caches, refusals);
    links.onFirstChange(hints);
    if (config.defaults().detectMutations()) {
      links.detectMutations();
    }
    MethodHandle linker = links.bootstrapHandle();
    ApiDoor api = new ApiDoor(caches, plans, links.scopes(), this::lifetime, planner::consistency);
    Dispatcher.install(instrumentation, linker, api, new MissedInvalidations(caches));
    try {
      AgentInstaller installer = weave();
      try {
        return start(new Woven(installer, links, linker, api), isLate);
      } catch (RuntimeException | Error e) {
        installer.uninstall();
        throw e;
      }
    } catch (RuntimeException | Error e) {
      Dispatcher.uninstall(linker);
      throw e;
    }
  }

  /**
   * Nothing is cached until all classes are woven that are loaded: one that invalidates may come
   * after one that is cached.
   */
  private AgentInstaller weave() {
    caches.enable(false);
    AgentInstaller installer = AgentInstaller.install(instrumentation, planner, plans, refusals);
    caches.enable(true);
    return installer;
  }

  private RunningAgent start(Woven woven, boolean isLate) {
    MBeanRegistration management =
        new MBeanRegistration(
            caches, facts(woven.installer()), config.jmx(), new JmxUse(instrumentation));
    AgentLog.info(greeting());
    for (String line : IdleSettings.lines(config)) {
      AgentLog.warn(line);
    }
    StartReport report =
        new StartReport(
            plans,
            refusals,
            config,
            hints,
            woven.installer()::refuseUnshown,
            () -> instrumentation.getAllLoadedClasses().length);
    RunningAgent running = new RunningAgent(woven, caches, management, layers, report, warmUp);
    running.start();
    if (isLate) {
      report.write();
    }
    return running;
  }

  private Lifetime lifetime(String cache) {
    CacheTimes times = planner.times(cache);
    return new Lifetime(
        times.ttl(), times.layerTtl(), times.nullTtl(), times.until(), times.maxIdle());
  }

  private AgentFacts facts(AgentInstaller installer) {
    return new AgentFacts(
        Dispatcher.version(),
        config.source(),
        plans::cachedMethods,
        () -> {
          installer.refuseUnshown();
          return refusals.all().stream()
              .map(refusal -> refusal.method() + ": " + refusal.reason())
              .toList();
        },
        factory::clusterState,
        factory::clusterMembers,
        () -> warmUp == null ? WarmUpFacts.NONE : warmUp.facts(),
        clock.virtual());
  }

  private String greeting() {
    StringBuilder chain = new StringBuilder(); // a stream would cost the start some milliseconds
    for (LayerConfig each : config.layers()) {
      chain.append(chain.length() == 0 ? "" : ", ");
      chain.append(each.name()).append(" (").append(each.type()).append(")");
    }
    return "Version " + Dispatcher.version() + ", " + config.source() + ", layers: " + chain + ".";
  }
}
