package dev.multilayercache.agent.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.Sites;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResilienceRulesTest {
  private boolean isSynchronized;
  private String result = "Ljava/lang/String;";

  private SitePlan plan(Attributes attributes) throws RefusedException {
    MethodSite site =
        Sites.site(
            "com.acme.Repo",
            "find",
            "(J)" + result,
            /* isStatic= */ false,
            isSynchronized,
            List.of("id"),
            List.of(),
            attributes.cached(),
            List.of());
    return new CachePlanner(AgentConfig.builtIn()).plan(site);
  }

  private String refusal(Attributes attributes) {
    return assertThrows(RefusedException.class, () -> plan(attributes)).reason();
  }

  private static Attributes with(String attribute, Object value) {
    return new Attributes().with(attribute, value);
  }

  @Test
  void a_soft_timeout_needs_an_entry_to_answer() {
    assertEquals(
        "softTimeout is set, but without staleIfError nothing could answer before the method does."
            + " Set staleIfError too, or remove softTimeout.",
        refusal(with("softTimeout", "1s")));
  }

  @Test
  void a_soft_timeout_may_be_zero() throws RefusedException {
    assertNotNull(plan(with("softTimeout", "0").with("staleIfError", "1m")));
  }

  @Test
  void a_synchronized_method_cannot_be_reloaded_beside_its_callers() {
    isSynchronized = true;

    assertEquals(
        "refreshAhead runs a method on a thread of the agent, and this one is synchronized: every"
            + " call would wait for that run, hits too. Remove synchronized or refreshAhead.",
        refusal(with("refreshAhead", "0.8")));
  }

  @Test
  void a_synchronized_method_may_have_expired_answers() throws RefusedException {
    isSynchronized = true;

    assertNotNull(plan(with("staleIfError", "1m")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mdc:tenant", "com.acme.Tenant#current()"})
  void what_a_callers_thread_carries_cannot_be_read_beside_it(String ambient) {
    assertEquals(
        "refreshAhead runs a method on a thread of the agent, which has not what varyBy \""
            + ambient
            + "\" reads from the caller's. Pass it as an argument, or remove refreshAhead.",
        refusal(with("refreshAhead", "0.8").with("varyBy", List.of(ambient))));
  }

  @ParameterizedTest
  @CsvSource({"refreshAhead, 0.8", "softTimeout, 1s"})
  void what_a_key_function_reads_is_not_known_to_be_there_beside_its_caller(
      String attribute, String value) {
    Attributes attributes = with("staleIfError", "1m").with(attribute, value);
    assertEquals(
        attribute
            + " runs a method on a thread of the agent, where keyFunction com.acme.TenantKey may give"
            + " another key than on its caller's. Write a key instead, or remove "
            + attribute
            + ".",
        refusal(attributes.with("keyFunction", "com.acme.TenantKey")));
  }

  @Test
  void a_key_function_goes_with_expired_answers() throws RefusedException {
    assertNotNull(plan(with("staleIfError", "1m").with("keyFunction", "com.acme.TenantKey")));
  }

  @Test
  void tags_are_not_inherited_on_a_thread_of_the_agent() {
    assertEquals(
        "refreshAhead runs a method on a thread of the agent, where inheritTags does not see what it"
            + " reads. Remove one of the two.",
        refusal(with("refreshAhead", "0.8").with("inheritTags", true)));
  }

  @Test
  void a_result_that_is_still_to_come_has_no_end_to_judge() {
    result = "Ljava/util/concurrent/CompletableFuture;";

    assertNotNull(refusal(with("staleIfError", "1m")));
  }
}
