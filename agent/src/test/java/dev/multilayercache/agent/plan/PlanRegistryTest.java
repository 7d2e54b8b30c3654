package dev.multilayercache.agent.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.config.AgentConfig;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PlanRegistryTest {
  private final PlanRegistry registry = new PlanRegistry();
  private final MethodSite site = new SiteBuilder().build();
  private final SitePlan plan =
      new CachePlanner(AgentConfig.builtIn()).plan(new SiteBuilder().build());

  PlanRegistryTest() throws RefusedException {}

  private static ClassLoader newLoader() {
    return new URLClassLoader(new URL[0], null);
  }

  private SitePlan findIn(ClassLoader loader) {
    return registry.find(loader, site.className(), site.method(), site.descriptor());
  }

  @Test
  void a_plan_is_found_in_its_loader() {
    ClassLoader loader = newLoader();

    registry.register(loader, site, plan);

    assertSame(plan, findIn(loader));
  }

  @Test
  void a_plan_is_not_found_in_another_loader() {
    ClassLoader loader = newLoader();

    registry.register(loader, site, plan);

    assertNull(findIn(newLoader()));
  }

  @Test
  void woven_methods_are_listed() {
    ClassLoader loader = newLoader();

    registry.register(loader, site, plan);

    assertEquals(List.of("com.acme.Repo.find(long)"), registry.wovenMethods());
    assertSame(plan, findIn(loader)); // and the loader is still there
  }

  @Test
  void a_withdrawn_plan_is_to_do_nothing() {
    ClassLoader loader = newLoader();
    registry.register(loader, site, plan);

    registry.withdraw(loader, site.className(), site.method(), site.descriptor());

    assertTrue(findIn(loader).isNothing());
    assertEquals(List.of(), registry.wovenMethods());
  }

  @Test
  void plans_go_with_their_loader() {
    registry.register(newLoader(), site, plan);

    Awaitility.await()
        .untilAsserted(
            () -> {
              System.gc();
              assertEquals(List.of(), registry.wovenMethods());
            });
  }
}
