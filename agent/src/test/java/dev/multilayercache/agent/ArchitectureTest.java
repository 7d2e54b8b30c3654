package dev.multilayercache.agent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The rules that keep the picture in agent/README.md true.
 *
 * <p>A rule that is added or changed is broken once on purpose, to see it red.
 */
class ArchitectureTest {
  private static final String ROOT = "dev.multilayercache.agent";

  /** What third parties' layers are written against; the agent brings it along. */
  private static final String CONTRACT_OF_LAYERS = "dev.multilayercache.layer";

  /** Package, and the packages of ours it may know besides itself and {@code log}. */
  private static final Map<String, Set<String>> MAY_KNOW = new TreeMap<>();

  static {
    MAY_KNOW.put("log", Set.of("text"));
    MAY_KNOW.put("text", Set.of());
    MAY_KNOW.put("thread", Set.of());
    MAY_KNOW.put("time", Set.of());
    MAY_KNOW.put("config", Set.of("coherence", "text", "thread", "time"));
    MAY_KNOW.put("key", Set.of("text", "thread"));
    MAY_KNOW.put("expression", Set.of("key", "text"));
    MAY_KNOW.put("coherence", Set.of("key"));
    MAY_KNOW.put("codec", Set.of("thread"));
    MAY_KNOW.put("command", Set.of());
    MAY_KNOW.put("layer", Set.of("coherence"));
    MAY_KNOW.put("layer.caffeine", Set.of("layer", "coherence", "key", "thread"));
    MAY_KNOW.put("layer.hazelcast", Set.of("layer", "coherence", "codec", "config"));
    MAY_KNOW.put("plan", Set.of("coherence", "config", "expression", "key", "text", "time"));
    MAY_KNOW.put("layer.store", Set.of("layer", "coherence", "codec", "thread"));
    MAY_KNOW.put("layer.file", Set.of("thread"));
    MAY_KNOW.put("instrument", Set.of("plan"));
    MAY_KNOW.put("engine", Set.of("coherence", "key", "layer", "thread", "time"));
    MAY_KNOW.put(
        "call",
        Set.of(
            "codec",
            "coherence",
            "config",
            "engine",
            "expression",
            "key",
            "layer",
            "plan",
            "text",
            "thread",
            "transaction"));
    MAY_KNOW.put("transaction", Set.of());
    MAY_KNOW.put("warmup", Set.of("config", "plan", "engine", "layer", "thread"));
    MAY_KNOW.put(
        "management", Set.of("engine", "layer", "plan", "coherence", "config", "thread", "time"));
  }

  /**
   * A library, and the only packages that may know it. Also nobody else may need it at run time.
   */
  private static final Map<String, Set<String>> KNOWN_ONLY_IN =
      new TreeMap<>(
          Map.of(
              "net.bytebuddy.jar.asm..", Set.of("instrument"),
              "net.bytebuddy.agent..", Set.of("command"),
              "com.github.benmanes.caffeine..", Set.of("layer.caffeine"),
              "com.hazelcast..", Set.of("layer.hazelcast"),
              "com.fasterxml.jackson..", Set.of("codec"),
              "org.yaml..", Set.of("config"),
              "com.google.re2j..", Set.of("coherence"),
              "javax.naming..", Set.of("transaction"),
              "javax.management..", Set.of("management"),
              "java.lang.management..", Set.of("management")));

  private static final List<String> PACKAGES = List.copyOf(MAY_KNOW.keySet());
  private static final List<String> LIBRARIES = List.copyOf(KNOWN_ONLY_IN.keySet());

  private static final JavaClasses AGENT =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void there_are_classes_to_judge() {
    assertTrue(AGENT.size() > 25, () -> "only " + AGENT.size() + " classes");
  }

  @Nested
  class Packages {
    @Test
    void are_all_in_the_picture() {
      Set<String> present = new TreeSet<>();
      for (JavaClass each : AGENT) {
        present.add(each.getPackageName());
      }
      Set<String> drawn = new TreeSet<>(Set.of(ROOT));
      PACKAGES.forEach(name -> drawn.add(ROOT + "." + name));

      assertEquals(drawn, present);
    }

    @ParameterizedTest
    @FieldSource("dev.multilayercache.agent.ArchitectureTest#PACKAGES")
    void know_only_packages_downstream(String name) {
      List<String> allowed = new ArrayList<>(List.of(ROOT + "." + name, ROOT + ".log"));
      MAY_KNOW.get(name).forEach(other -> allowed.add(ROOT + "." + other));

      classes()
          .that()
          .resideInAPackage(ROOT + "." + name)
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)).or(notOurs()))
          .check(AGENT);
    }

    @Test
    void have_no_cycles() {
      slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(AGENT);
    }

    @Test
    void with_a_layer_do_not_know_each_other() {
      slices().matching(ROOT + ".layer.(*)").should().notDependOnEachOther().check(AGENT);
    }

    @Test
    void do_not_know_the_root() {
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT)
          .check(AGENT);
    }
  }

  @Nested
  class Libraries {
    @ParameterizedTest
    @FieldSource("dev.multilayercache.agent.ArchitectureTest#LIBRARIES")
    void are_known_in_one_package_each(String library) {
      noClasses()
          .that()
          .resideOutsideOfPackages(
              KNOWN_ONLY_IN.get(library).stream()
                  .map(name -> ROOT + "." + name + "..")
                  .toArray(String[]::new))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(library)
          .check(AGENT);
    }

    @Test
    void are_unknown_to_the_way_in() {
      classes()
          .that(belongToTheWayIn())
          .should()
          .onlyDependOnClassesThat(belongToTheWayIn().or(resideInAPackage("java..")))
          .check(AGENT);
    }

    @Test
    void are_unknown_to_the_log() {
      classes()
          .that()
          .resideInAPackage(ROOT + ".log")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", ROOT + ".log", ROOT + ".text", "org.jspecify.annotations")
          .check(AGENT);
    }

    @Test
    void other_than_these_are_not_used() {
      List<String> allowed = new ArrayList<>(LIBRARIES);
      allowed.addAll(
          List.of(
              "java..",
              "javax.crypto..",
              ROOT + "..",
              CONTRACT_OF_LAYERS,
              "org.jspecify.annotations",
              ""));

      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(allowed.toArray(String[]::new))
          .check(AGENT);
    }
  }

  @Nested
  class Logging {
    @Test
    void goes_through_the_log() {
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".log")
          .and(DescribedPredicate.not(belongToTheWayIn()))
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .check(AGENT);
    }

    @Test
    void is_by_no_framework() {
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache..")
          .orShould()
          .callMethod(System.class, "getLogger", String.class)
          .check(AGENT);
    }
  }

  @Nested
  class Names {
    private static final String DUMPING_GROUND =
        ".*(Util|Utils|Helper|Helpers|Manager|Common|Misc|Impl)";

    @Test
    void of_types_say_what_the_type_is() {
      noClasses().should().haveNameMatching(DUMPING_GROUND + "(\\$.*)?").check(AGENT);
    }

    @Test
    void of_packages_say_what_the_package_is_about() {
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..misc..")
          .check(AGENT);
    }
  }

  /** Public top-level types. Each is a decision: adding one means adding it here. */
  @Nested
  class Doors {
    private static final String LISTED =
        """
        MultiLayerCacheAgent AgentStarter
        config.AgentConfig config.ConfigException config.ConfigReader config.Durations
        time.DailyTime time.VirtualClock config.Dimension config.Fractions config.Sizes config.CopyPolicy
        config.ReceiverPolicy config.ClusterConfig config.Defaults config.EncryptionConfig config.FileConfig
        config.JmxConfig config.LayerConfig config.MethodConfig config.StoreConfig config.ValueConfig
        config.CacheWishes config.ChangeWishes config.ConditionWishes config.KeyWishes config.ResilienceWishes
        config.ResultWishes config.TimeWishes
        plan.MethodSite plan.SitePlan plan.CachePlan plan.ConditionPlan plan.InvalidationPlan plan.UpdatePlan
        plan.CachePlanner plan.GeneratedClasses plan.InlineMocks plan.PlanRegistry plan.Refusals plan.RefusedException
        plan.BatchShape plan.CacheTimes plan.PerLoader plan.AsyncType plan.SubscribedType plan.ResultPlan plan.ResultTypes plan.Signature plan.WovenMethod
        instrument.AgentInstaller
        command.CommandLine command.AttachRequest command.Reply
        call.Linker call.ApiDoor call.CallScopes call.MissedInvalidations
        key.Template key.KeyShape key.ReceiverText key.KeyLength key.WrittenKey key.PerClass key.BoundTemplate key.KeyException
        key.ValuePath key.PlainText key.ObjectState
        expression.Expression expression.BoundExpression expression.EvaluationException
        engine.Caches engine.CacheUser engine.LayeredCache engine.Calls engine.HotEntries engine.Listeners engine.CacheSettings engine.EngineOptions
        engine.Batch engine.Lifetime engine.LoadRequest engine.Keeper engine.Keeping engine.Loader engine.InvalidationReport
        engine.CachedFailure engine.PendingLoad
        engine.CacheStatistics engine.Clocks engine.Debt engine.CoarseClock engine.LocalHits
        engine.Patience engine.BodyLoad engine.RefreshAhead
        coherence.Invalidation coherence.InvalidationBus coherence.Confirmation
        coherence.Generations coherence.Epoch coherence.KeyPattern coherence.Consistency
        coherence.View coherence.Stamp coherence.Coherence coherence.CoherenceFailure
        coherence.NodeLease coherence.Timings coherence.Cluster coherence.ClusterClock
        coherence.Content coherence.LogRecord coherence.NodeRecord coherence.Progress
        layer.Layer layer.Region layer.LocalRegion layer.RegionSpec layer.Lookup layer.Lease
        layer.Endurance layer.EnduringEntry
        layer.Key layer.Entry layer.Slot layer.LayerStatus layer.LayerFailure layer.GuardedLayer
        layer.Forgetter
        layer.caffeine.CaffeineLayer
        layer.hazelcast.HazelcastLayer
        codec.ValueCodec codec.ValueCopier codec.NotEncodableException codec.UndecodableException
        layer.store.StoreLayer layer.store.StoreOpener layer.store.ThirdPartyStore
        layer.file.FileStore
        management.MBeanRegistration management.AgentFacts management.JmxUse management.WarmUpFacts
        warmup.WarmUp warmup.HotKeys warmup.WarmUpProgress config.WarmUpConfig layer.HotKeyStore
        text.NearestName
        thread.DetachedThread thread.DetachedPool thread.FailureTold thread.InterruptFlag thread.StackRoom thread.ThreadBound
        transaction.Transactions transaction.Ending
        log.AgentLog log.SilentLogger
        """;

    private static final Set<String> LIST = Set.of(LISTED.strip().split("\\s+"));

    @Test
    void are_all_listed() {
      assertEquals(Set.of(), without(LIST, present()));
    }

    @Test
    void that_are_listed_exist() {
      assertEquals(Set.of(), without(present(), LIST));
    }

    private static Set<String> present() {
      return AGENT.stream()
          .filter(each -> each.getModifiers().contains(JavaModifier.PUBLIC))
          .filter(JavaClass::isTopLevelClass)
          .map(each -> each.getName().substring(ROOT.length() + 1))
          .collect(Collectors.toSet());
    }

    private static Set<String> without(Set<String> known, Set<String> all) {
      Set<String> rest = new TreeSet<>(all);
      rest.removeAll(known);
      return rest;
    }
  }

  private static DescribedPredicate<JavaClass> notOurs() {
    return DescribedPredicate.not(resideInAPackage(ROOT + "..")).as("no classes of ours");
  }

  private static DescribedPredicate<JavaClass> belongToTheWayIn() {
    return DescribedPredicate.describe(
        "belong to the way in",
        type ->
            type.getName()
                .matches(
                    ".*\\.(MultiLayerCacheAgent|IsolatedClassLoader|AgentBundle|BundledLibrary)(\\$.*)?"));
  }
}
