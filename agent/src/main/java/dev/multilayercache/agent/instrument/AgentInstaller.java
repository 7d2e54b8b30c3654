package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.ThreadLocalRandom;

/** Makes the JVM show every class it loads to the agent, and those it has loaded already. */
public final class AgentInstaller {
  private AgentInstaller() {}

  /**
   * From here on, classes are woven as they are loaded. The dispatcher must be there before.
   *
   * @param planner decides what is done for each method
   * @param registry takes the plan of each woven method
   * @param refusals takes each method that asks for what it cannot get
   */
  public static void install(
      Instrumentation instrumentation,
      CachePlanner planner,
      PlanRegistry registry,
      Refusals refusals) {
    ClassWeaver weaver = new ClassWeaver(planner, registry, refusals);
    loadEarly(weaver);
    instrumentation.addTransformer(new WeavingTransformer(weaver), /* canRetransform= */ true);
    new LoadedClasses(instrumentation, weaver).weave();
  }

  /**
   * Loads what the transformer needs before the JVM calls it: a JDK class that is first loaded
   * while it is being loaded fails for ever, with ClassCircularityError (JVMS 5.4.3).
   */
  private static void loadEarly(ClassWeaver weaver) {
    ThreadLocalRandom.current();
    weaver.hasSites(new byte[0], AgentInstaller.class.getClassLoader());
  }
}
