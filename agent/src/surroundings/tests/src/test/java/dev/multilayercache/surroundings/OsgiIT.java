package dev.multilayercache.surroundings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.surroundings.fixture.api.Quotes;
import dev.multilayercache.surroundings.fixture.osgi.ApiOrders;
import dev.multilayercache.surroundings.fixture.osgi.FelixApp;
import dev.multilayercache.surroundings.fixture.osgi.Order;
import dev.multilayercache.surroundings.fixture.osgi.Orders;
import dev.multilayercache.surroundings.fixture.osgi.QuoteOrders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bundles in an OSGi framework that delegates to the boot loader what it does by default, and
 * nothing of the agent's.
 */
class OsgiIT {
  private static final String CACHED = "bodies: 1, then 1, invalidated 2; same: true; ";

  @TempDir private Path directory;

  @Test
  void a_bundle_that_imports_the_annotations_is_cached() {
    Path bundle = bundle("importing", Orders.class, "org.osgi.framework,dev.multilayercache");

    assertEquals(
        List.of("importing: " + CACHED + "annotation seen: true; agent seen: false"),
        run(ForkedJvm.annotationsJar(), bundle));
  }

  @Test
  void a_bundle_that_does_not_import_even_the_annotations_is_cached() {
    Path bundle = bundle("bare", Orders.class, "org.osgi.framework");

    assertEquals(
        List.of("bare: " + CACHED + "annotation seen: false; agent seen: false"), run(bundle));
  }

  @Test
  void a_bundle_finds_the_agent_through_the_programming_interface() {
    Path bundle = bundle("coding", ApiOrders.class, "org.osgi.framework,dev.multilayercache");

    assertEquals(
        List.of("coding: loads: 1, invalidated 2"), run(ForkedJvm.annotationsJar(), bundle));
  }

  @Test
  void two_bundles_with_the_same_classes_have_a_cache_each() {
    Path first = bundle("first", Orders.class, "org.osgi.framework");
    Path second = bundle("second", Orders.class, "org.osgi.framework");

    List<String> reports = run(first, second);

    assertEquals(2, reports.size(), () -> reports.toString());
    assertTrue(reports.stream().allMatch(each -> each.contains(CACHED)), () -> reports.toString());
  }

  @Test
  void a_bundle_that_implements_an_annotated_interface_of_another_one_is_cached() {
    String api = Quotes.class.getPackageName();
    Path exporting =
        FixtureJar.of(Quotes.class)
            .header("Bundle-ManifestVersion", "2")
            .header("Bundle-SymbolicName", "api")
            .header("Export-Package", api)
            .write(directory.resolve("api.jar"));
    Path bundle = bundle("quoting", QuoteOrders.class, "org.osgi.framework," + api);

    assertEquals(
        List.of("quoting: pear costs 1 euro, pear costs 1 euro, bodies: 1"),
        run(exporting, bundle));
  }

  private Path bundle(String name, Class<?> activator, String imports) {
    return FixtureJar.of(activator, Order.class)
        .header("Bundle-ManifestVersion", "2")
        .header("Bundle-SymbolicName", name)
        .header("Bundle-Version", "1.0.0")
        .header("Bundle-Activator", activator.getName())
        .header("Import-Package", imports)
        .write(directory.resolve(name + ".jar"));
  }

  /** What the bundles report. */
  private List<String> run(Path... bundles) {
    List<String> arguments = new ArrayList<>();
    arguments.add(directory.resolve("framework").toString());
    for (Path each : bundles) {
      arguments.add(each.toString());
    }
    try (ForkedJvm jvm =
        ForkedJvm.java()
            .agent(null)
            .classPath(Libraries.of(FelixApp.class), Libraries.of(FrameworkFactory.class))
            .start(FelixApp.class.getName(), arguments.toArray(String[]::new))) {
      assertEquals(0, jvm.waitFor(), () -> "stderr: " + jvm.errors());
      return jvm.output();
    }
  }
}
