package dev.multilayercache.agent.management;

import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.LayeredCache;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import javax.management.openmbean.SimpleType;

/** The MBean of the agent as a whole: what is cached, and what concerns every cache. */
final class AgentMBean {
  private final Caches caches;
  private final AgentFacts facts;
  private final Operator operator;

  AgentMBean(Caches caches, AgentFacts facts, Operator operator) {
    this.caches = caches;
    this.facts = facts;
    this.operator = operator;
  }

  OpenMBean make() {
    InvalidationOperations invalidations =
        new InvalidationOperations(caches, /* cache= */ null, operator);
    return new OpenMBean(
        "Multi-Layer Cache Agent in this JVM",
        attributes(),
        List.of(invalidations.byTags(), invalidations.byPattern(), invalidations.all(), reset()));
  }

  private List<MBeanAttribute> attributes() {
    List<MBeanAttribute> all = new ArrayList<>(ofTheAgent());
    all.add(
        MBeanAttribute.readOnly(
            "WarmUpState",
            SimpleType.STRING,
            "How far the warm-up is: none configured, waiting, running or done",
            () -> facts.warmUp().get().state()));
    all.add(warmUp("Total", "Calls of the warm-up that are known", WarmUpFacts::total));
    all.add(warmUp("Loaded", "Calls of the warm-up that ended well", WarmUpFacts::loaded));
    all.add(warmUp("Skipped", "Calls of the warm-up that were not made", WarmUpFacts::skipped));
    all.add(warmUp("Failed", "Calls of the warm-up that failed", WarmUpFacts::failed));
    all.add(
        warmUp(
            "HotEntries",
            "Entries copied from the cluster because their keys were hot",
            WarmUpFacts::hotEntries));
    return all;
  }

  private MBeanAttribute warmUp(
      String what, String description, ToLongFunction<WarmUpFacts> count) {
    return MBeanAttribute.readOnly(
        "WarmUp" + what,
        SimpleType.LONG,
        description,
        () -> count.applyAsLong(facts.warmUp().get()));
  }

  private List<MBeanAttribute> ofTheAgent() {
    return List.of(
        MBeanAttribute.readOnly(
            "Version", SimpleType.STRING, "Version of the agent", facts::version),
        MBeanAttribute.readOnly(
            "ConfigurationFile",
            SimpleType.STRING,
            "Where the configuration was read from",
            facts::configuration),
        MBeanAttribute.readOnly(
            "CacheNames", OpenTypes.TEXTS, "The caches in use", this::cacheNames),
        MBeanAttribute.readOnly(
            "CachedMethods",
            OpenTypes.TEXTS,
            "The methods whose results are cached",
            () -> OpenTypes.texts(facts.cachedMethods().get())),
        MBeanAttribute.readOnly(
            "RefusedMethods",
            OpenTypes.TEXTS,
            "The methods that ask for something they do not get, each with its reason",
            () -> OpenTypes.texts(facts.refusedMethods().get())),
        MBeanAttribute.readOnly(
            "ClusterState",
            SimpleType.STRING,
            "Whether the cluster is reached",
            () -> facts.clusterState().get()),
        MBeanAttribute.readOnly(
            "ClusterMembers",
            OpenTypes.TEXTS,
            "Addresses of the members of the cluster",
            () -> OpenTypes.texts(facts.clusterMembers().get())),
        new MBeanAttribute(
            "Enabled",
            SimpleType.BOOLEAN,
            "The kill switch: false makes every method run as if there were no agent",
            caches::isEnabled,
            this::enable));
  }

  private String[] cacheNames() {
    return caches.all().stream().map(LayeredCache::name).distinct().sorted().toArray(String[]::new);
  }

  private void enable(Object on) {
    operator.change(
        "Enabled of all caches set to " + on,
        () -> {
          caches.enable((Boolean) on);
          return on;
        });
  }

  private MBeanOperation reset() {
    return new MBeanOperation(
        "resetStatistics",
        "Sets the counts of every cache to zero.",
        List.of(),
        /* changes= */ true,
        arguments ->
            operator.change(
                "resetStatistics on all caches",
                () -> {
                  caches.all().forEach(LayeredCache::resetStatistics);
                  return "Counts of all caches set to zero.";
                }));
  }
}
