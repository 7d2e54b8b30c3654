package dev.multilayercache.agent.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multilayercache.agent.config.KeyWishes;
import dev.multilayercache.agent.config.LayerConfig;
import dev.multilayercache.agent.config.ReceiverPolicy;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KeyPlannerTest {
  private static final LayerConfig LOCAL = new LayerConfig("local", "caffeine", null, 100);
  private static final LayerConfig CLUSTER = new LayerConfig("cluster", "hazelcast", null, 100);

  private final SiteBuilder site = new SiteBuilder();
  private String key = "";
  private String keyFunction = "";
  private ReceiverPolicy receiver;
  private List<LayerConfig> layers = List.of(LOCAL, CLUSTER);

  private String planned(String... used) throws RefusedException {
    KeyWishes wishes = new KeyWishes(key, keyFunction, receiver, List.of());
    return new KeyPlanner(site.build(), wishes).plan(layers, List.of(used)).toString();
  }

  private String refusal(String... used) {
    return assertThrows(RefusedException.class, () -> planned(used)).reason();
  }

  @Nested
  class AKeyFunction {
    @Test
    void gives_the_only_value() throws Exception {
      site.descriptor("(JJ)Ljava/lang/String;", "a", "b");
      keyFunction = "com.acme.Keys";

      assertEquals("{0}", planned("local"));
    }

    @Test
    void beside_a_template_is_refused() {
      keyFunction = "com.acme.Keys";
      key = "product:{id}";

      assertEquals(
          "it has both a key template and a keyFunction. Leave one of them.", refusal("local"));
    }

    @Test
    void beside_marked_parameters_is_refused() {
      keyFunction = "com.acme.Keys";
      site.keyParameters = List.of(0);

      assertEquals(
          "it has both a keyFunction and @CacheKey parameters. Leave one of them.",
          refusal("local"));
    }
  }

  @Nested
  class TheIdentityOfTheReceiver {
    @Test
    void fits_layers_of_this_jvm() throws Exception {
      receiver = ReceiverPolicy.IDENTITY;

      assertEquals("{0}", planned("local"));
    }

    @Test
    void is_refused_with_a_shared_layer_and_told_what_to_write() {
      receiver = ReceiverPolicy.IDENTITY;

      assertEquals(
          "receiver is IDENTITY, which only this JVM knows, and layer cluster holds more than that."
              + " Write layers = \"local\", or receiver = EQUALS.",
          refusal("local", "cluster"));
    }

    @Test
    void is_refused_where_there_is_no_other_layer() {
      receiver = ReceiverPolicy.IDENTITY;
      layers = List.of(CLUSTER);

      assertEquals(
          "receiver is IDENTITY, which only this JVM knows, and layer cluster holds more than that."
              + " Write receiver = EQUALS or remove it.",
          refusal("cluster"));
    }
  }

  @Nested
  class AStaticMethod {
    @Test
    void has_no_receiver_to_count() {
      site.isStatic = true;
      receiver = ReceiverPolicy.EQUALS;

      assertEquals(
          "receiver is EQUALS, and a static method is called on no object. Remove receiver.",
          refusal("local"));
    }

    @Test
    void may_say_that_it_does_not_matter() throws Exception {
      site.isStatic = true;
      receiver = ReceiverPolicy.IGNORE;

      assertEquals("{0}", planned("local"));
    }
  }
}
