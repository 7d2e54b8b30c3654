package dev.multilayercache.agent.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.config.ConfigReader;
import dev.multilayercache.agent.testing.LogLines;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of {@code Repo.find}, which a file of another name than usual speaks of. */
class NamedInFileTest {
  @TempDir Path directory;

  private final SiteBuilder site = new SiteBuilder();
  private File file;

  @BeforeEach
  void a_method_without_an_annotation() {
    file = directory.resolve("shop.yaml").toFile();
    site.isCached = false;
  }

  private CachePlanner planner(String text) throws Exception {
    Files.writeString(file.toPath(), text);
    AgentConfig config = ConfigReader.read(file);
    return new CachePlanner(config);
  }

  /** As the class weaver gives it to people. */
  private String refusal(String text) throws Exception {
    CachePlanner planner = planner(text);
    MethodSite built = site.build();
    String reason = assertThrows(RefusedException.class, () -> planner.plan(built)).reason();
    return planner.reason(built, reason);
  }

  @Test
  void a_method_that_is_not_annotated_is_to_be_removed_from_the_file() throws Exception {
    site.descriptor("(J)V", "id");

    assertEquals(
        "it returns void. Remove line 2 of " + file + ".",
        refusal("methods:\n  - { method: \"com.acme.Repo#find(long)\" }\n"));
  }

  @Test
  void a_refused_method_has_its_line_told() throws Exception {
    assertEquals(
        "key \"{ids}\" speaks of \"ids\", which is no parameter. Did you mean id? See "
            + file
            + ":2.",
        refusal("methods:\n  - { method: \"com.acme.Repo#find(long)\", key: \"{ids}\" }\n"));
  }

  @Test
  void a_refused_method_has_its_line_told_when_its_first_call_is_linked() throws Exception {
    CachePlanner planner = planner("methods:\n  - { method: \"com.acme.Repo#find(long)\" }\n");

    assertEquals(
        "its result is open. Remove line 2 of " + file + ".",
        planner.plan(site.build()).reason("its result is open. Remove @MultiLayerCached."));
  }

  @Test
  void an_annotated_method_that_the_file_does_not_name_has_its_reason_as_it_is() throws Exception {
    site.isCached = true;
    site.descriptor("(J)V", "id");

    assertEquals("it returns void. Remove @MultiLayerCached.", refusal("enabled: true\n"));
  }

  @Test
  void what_stands_at_its_cache_is_named_so() throws Exception {
    site.isCached = true;
    site.cache = "products";

    assertEquals(
        "softTimeout of caches.products in "
            + file
            + " is set, but without staleIfError nothing could answer before the method does. Set"
            + " staleIfError too, or remove softTimeout.",
        refusal("caches:\n  products: { softTimeout: 1s }\n"));
  }

  @Test
  void a_layer_that_the_file_does_not_have_is_told_with_its_name() throws Exception {
    site.isCached = true;
    site.layers = List.of("clutser");

    assertEquals(
        "layers names the layer \"clutser\", which " + file + " does not have. Known: local.",
        refusal("enabled: true\n"));
  }

  @Test
  void a_method_that_its_class_does_not_have_is_told_with_the_line() throws Exception {
    CachePlanner planner = planner("methods:\n  - { method: \"com.acme.Repo#fnd(long)\" }\n");

    try (LogLines log = new LogLines()) {
      planner.refuseMissing("com.acme.Repo", List.of(Map.entry("find", "(J)I")), new Refusals());

      assertEquals(
          List.of(
              "[multilayercache] com.acme.Repo.fnd(long): not cached: "
                  + file
                  + ":2 names it, and the class does not declare it. Did you mean"
                  + " com.acme.Repo.find(long)?"),
          log.about("Repo.fnd"));
    }
  }

  @Test
  void a_class_in_which_nothing_is_woven_is_told_with_the_line() throws Exception {
    CachePlanner planner = planner("methods:\n  - { method: \"java.util.UUID#version()\" }\n");
    Refusals refusals = new Refusals();

    assertEquals(List.of("java.util.UUID"), planner.namedClasses());
    planner.refuseOutside("java.util.UUID", refusals);

    assertEquals("java.util.UUID.version()", refusals.all().get(0).method());
    assertEquals(
        file
            + ":2 names it, and nothing is woven in packages of the JDK and of agents, nor in classes"
            + " that are generated at run time. Name a method that calls it.",
        refusals.all().get(0).reason());
  }
}
