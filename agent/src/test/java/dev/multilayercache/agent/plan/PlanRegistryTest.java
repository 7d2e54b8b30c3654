package dev.multilayercache.agent.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.config.AgentConfig;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlanRegistryTest {
  private final PlanRegistry registry = new PlanRegistry();
  private final MethodSite site = new SiteBuilder().build();
  private final WovenMethod method =
      new WovenMethod(site.className(), site.method(), site.descriptor());
  private final SitePlan plan =
      new CachePlanner(AgentConfig.builtIn()).plan(new SiteBuilder().build());

  PlanRegistryTest() throws RefusedException {}

  private static ClassLoader newLoader() {
    return new URLClassLoader(new URL[0], null);
  }

  private SitePlan findIn(ClassLoader loader) {
    return registry.find(loader, method);
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

    assertEquals(List.of("com.acme.Repo.find(long)"), registry.cachedMethods());
    assertSame(plan, findIn(loader)); // and the loader is still there
  }

  @Test
  void a_withdrawn_plan_is_to_do_nothing() {
    ClassLoader loader = newLoader();
    registry.register(loader, site, plan);

    registry.withdraw(loader, method);

    assertTrue(findIn(loader).isNothing());
    assertEquals(List.of(), registry.cachedMethods());
  }

  @Nested
  class Introducing {
    private final ClassLoader loader = newLoader();
    private final List<WovenMethod> introduced = new ArrayList<>();

    private void introduce(String cache) {
      registry.introduce(loader, cache, (woven, itsPlan) -> introduced.add(woven));
    }

    @Test
    void hands_out_the_methods_of_a_cache_once() {
      registry.register(loader, site, plan);

      introduce(plan.cached().cache());
      introduce(plan.cached().cache());

      assertEquals(List.of(method), introduced);
    }

    @Test
    void hands_out_no_method_of_another_cache() {
      registry.register(loader, site, plan);

      introduce("another");

      assertEquals(List.of(), introduced);
    }

    @Test
    void hands_out_no_withdrawn_method() {
      registry.register(loader, site, plan);
      registry.withdraw(loader, method);

      introduce(plan.cached().cache());

      assertEquals(List.of(), introduced);
    }

    @Test
    void hands_out_again_what_its_user_failed_on() {
      registry.register(loader, site, plan);
      assertThrows(
          StackOverflowError.class,
          () ->
              registry.introduce(
                  loader,
                  plan.cached().cache(),
                  (woven, itsPlan) -> {
                    throw new StackOverflowError();
                  }));

      introduce(plan.cached().cache());

      assertEquals(List.of(method), introduced);
    }
  }

  @Test
  void plans_go_with_their_loader() {
    registry.register(newLoader(), site, plan);

    Awaitility.await()
        .untilAsserted(
            () -> {
              System.gc();
              assertEquals(List.of(), registry.cachedMethods());
            });
  }
}
