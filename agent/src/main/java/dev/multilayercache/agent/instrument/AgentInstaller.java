package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The agent's place among the transformers of the JVM: it is shown every class that is loaded, and
 * those that are loaded already.
 */
public final class AgentInstaller {
  private final Instrumentation instrumentation;
  private final PlanRegistry registry;
  private final Refusals refusals;
  private final WeavingTransformer transformer;
  private final UnshownImplementations unshown;

  private AgentInstaller(
      Instrumentation instrumentation,
      PlanRegistry registry,
      Refusals refusals,
      WeavingTransformer transformer,
      UnshownImplementations unshown) {
    this.instrumentation = instrumentation;
    this.registry = registry;
    this.refusals = refusals;
    this.transformer = transformer;
    this.unshown = unshown;
  }

  /**
   * From here on, classes are woven as they are loaded. The dispatcher must be there before.
   *
   * @param planner decides what is done for each method
   * @param registry takes the plan of each woven method
   * @param refusals takes each method that asks for what it cannot get
   */
  public static AgentInstaller install(
      Instrumentation instrumentation,
      CachePlanner planner,
      PlanRegistry registry,
      Refusals refusals) {
    ClassWeaver weaver = new ClassWeaver(planner, registry, refusals);
    loadEarly(weaver);
    for (String each : planner.namedClasses()) {
      if (IgnoredClasses.isIgnored(each.replace('.', '/'))) {
        planner.refuseOutside(each, refusals);
      }
    }
    WeavingTransformer transformer =
        new WeavingTransformer(weaver, new OverlookedClasses(refusals));
    instrumentation.addTransformer(transformer, /* canRetransform= */ true);
    UnshownImplementations unshown =
        new UnshownImplementations(instrumentation, weaver.inheritance(), registry);
    AgentInstaller installed =
        new AgentInstaller(instrumentation, registry, refusals, transformer, unshown);
    try {
      new LoadedClasses(instrumentation).weave(weaver, registry, refusals);
    } catch (RuntimeException | Error e) {
      installed.uninstall();
      throw e;
    }
    return installed;
  }

  /** Refuses what is implemented by classes that nobody has been shown, as far as there are any. */
  public void refuseUnshown() {
    unshown.refuse(refusals);
  }

  /**
   * Classes are left alone from here on, and those that were woven become what they were.
   *
   * @return how many of them
   */
  public int uninstall() {
    instrumentation.removeTransformer(transformer);
    transformer.close();
    return new LoadedClasses(instrumentation).restore(registry);
  }

  /**
   * Loads what the transformer needs before the JVM calls it: a JDK class that is first loaded
   * while it is being loaded fails for ever, with ClassCircularityError (JVMS 5.4.3).
   */
  private static void loadEarly(ClassWeaver weaver) {
    ThreadLocalRandom.current();
    weaver.mayHaveSites(new byte[0], AgentInstaller.class.getClassLoader());
  }
}
