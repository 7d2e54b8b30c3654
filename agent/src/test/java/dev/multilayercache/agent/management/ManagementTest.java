package dev.multilayercache.agent.management;

import static dev.multilayercache.agent.management.RemoteJmx.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.engine.LayeredCache;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.AttributeNotFoundException;
import javax.management.InvalidAttributeValueException;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanOperationInfo;
import javax.management.openmbean.OpenMBeanParameterInfo;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a console sees, over a connection. */
class ManagementTest {
  private static final String AGENT = "type=Agent";
  private static final String CACHE = "type=Cache,name=\"products\"";
  private static final String LAYER = "type=Layer,name=local";
  private static final String CLOCK = "type=Clock";

  private final Engine engine = new Engine();
  private final LayeredCache products = engine.cache("products");
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final RegisteredMBeans registered = registered(/* operations= */ true);
  private RemoteJmx console;

  @BeforeEach
  void connect() throws Exception {
    registered.update();
    console = new RemoteJmx(server);
  }

  @AfterEach
  void close() throws Exception {
    console.close();
    engine.close();
  }

  @Nested
  class EveryMBean {
    @ParameterizedTest
    @ValueSource(strings = {AGENT, CACHE, LAYER, CLOCK})
    void says_what_it_is_and_what_each_attribute_is(String keys) throws Exception {
      MBeanInfo info = console.connection.getMBeanInfo(name(keys));

      assertFalse(info.getDescription().isBlank());
      for (MBeanAttributeInfo attribute : info.getAttributes()) {
        assertInstanceOf(OpenMBeanAttributeInfo.class, attribute);
        assertTrue(attribute.getDescription().contains(" "), attribute::toString);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {AGENT, CACHE, LAYER, CLOCK})
    void names_and_describes_operations_and_parameters(String keys) throws Exception {
      for (MBeanOperationInfo operation :
          console.connection.getMBeanInfo(name(keys)).getOperations()) {
        assertInstanceOf(OpenMBeanOperationInfo.class, operation);
        assertTrue(operation.getDescription().endsWith("."), operation::toString);
        for (MBeanParameterInfo parameter : operation.getSignature()) {
          assertInstanceOf(OpenMBeanParameterInfo.class, parameter);
          assertEquals("java.lang.String", parameter.getType());
          assertFalse(parameter.getName().matches("p\\d+"), parameter::toString);
          assertTrue(parameter.getDescription().contains(" "), parameter::toString);
        }
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {AGENT, CACHE, LAYER, CLOCK})
    void answers_each_attribute(String keys) throws Exception {
      String[] names =
          Stream.of(console.connection.getMBeanInfo(name(keys)).getAttributes())
              .map(MBeanAttributeInfo::getName)
              .toArray(String[]::new);

      assertEquals(names.length, console.connection.getAttributes(name(keys), names).size());
    }

    @Test
    void refuses_what_it_does_not_have() {
      assertThrows(AttributeNotFoundException.class, () -> console.get(AGENT, "Nothing"));
      assertThrows(AttributeNotFoundException.class, () -> console.set(AGENT, "Version", "2"));
      assertThrows(
          InvalidAttributeValueException.class, () -> console.set(AGENT, "Enabled", "false"));
      assertThrows(ReflectionException.class, () -> console.invoke(AGENT, "nothing"));
      assertThrows(ReflectionException.class, () -> console.invoke(AGENT, "invalidateByTags"));
    }
  }

  @Nested
  class TheAgent {
    @Test
    void shows_the_progress_of_the_warm_up() throws Exception {
      assertEquals("running", console.get(AGENT, "WarmUpState"));
      assertEquals(Long.valueOf(5), console.<Long>get(AGENT, "WarmUpTotal"));
      assertEquals(Long.valueOf(2), console.<Long>get(AGENT, "WarmUpLoaded"));
      assertEquals(Long.valueOf(7), console.<Long>get(AGENT, "WarmUpHotEntries"));
    }

    @Test
    void has_the_agreed_attributes_and_operations() throws Exception {
      assertEquals(
          Set.of(
              "Version",
              "ConfigurationFile",
              "CacheNames",
              "CachedMethods",
              "RefusedMethods",
              "WarmUpState",
              "WarmUpTotal",
              "WarmUpLoaded",
              "WarmUpSkipped",
              "WarmUpFailed",
              "WarmUpHotEntries",
              "ClusterState",
              "ClusterMembers",
              "Enabled"),
          attributes(AGENT));
      assertEquals(
          Map.of(
              "invalidateByTags", List.of("tags"),
              "invalidatePattern", List.of("glob"),
              "invalidateAll", List.of(),
              "resetStatistics", List.of()),
          operations(AGENT));
    }

    @Test
    void shows_the_facts() throws Exception {
      assertEquals("1.2.3", console.get(AGENT, "Version"));
      assertEquals("conf/agent.yaml", console.get(AGENT, "ConfigurationFile"));
      assertArrayEquals(new String[] {"products"}, console.<String[]>get(AGENT, "CacheNames"));
      assertArrayEquals(
          new String[] {"com.acme.Repo.stream(): it returns a Stream"},
          console.<String[]>get(AGENT, "RefusedMethods"));
    }

    @Test
    void is_the_kill_switch() throws Exception {
      console.set(AGENT, "Enabled", false);

      assertFalse(engine.caches.isEnabled());
      assertEquals(false, console.get(AGENT, "Enabled"));
    }

    @Test
    void invalidates_tags_in_every_cache() throws Exception {
      put(products, "a", "x");
      put(engine.cache("users"), "b", "y");

      console.invoke(AGENT, "invalidateByTags", " x , y ,");

      assertFalse(products.contains("a"));
      assertFalse(engine.cache("users").contains("b"));
    }

    @Test
    void invalidates_tags_as_they_are_read_or_as_they_are_stored() throws Exception {
      put(products, "a", "category:Küche");
      put(products, "b", "sale, 50%");

      console.invoke(AGENT, "invalidateByTags", "category:Küche, sale%2C%2050%25");

      assertFalse(products.contains("a"));
      assertFalse(products.contains("b"));
    }

    @Test
    void invalidates_everything() throws Exception {
      put(products, "a");
      put(engine.cache("users"), "b");

      Object line = console.invoke(AGENT, "invalidateAll");

      assertFalse(products.contains("a"));
      assertEquals(
          "Invalidated all entries in 2 caches on this node only:"
              + " no cluster layer is configured.",
          line);
    }

    @Test
    void resets_the_counts_of_every_cache() throws Exception {
      products.get("missing");

      console.invoke(AGENT, "resetStatistics");

      assertEquals(0, products.statistics().misses());
    }
  }

  @Nested
  class ACache {
    @Test
    void has_the_agreed_attributes_and_operations() throws Exception {
      assertTrue(
          attributes(CACHE)
              .containsAll(
                  Set.of(
                      "Hits",
                      "Misses",
                      "HitRate",
                      "LayerHits",
                      "Loads",
                      "LoadFailures",
                      "Entries",
                      "TimeSavedMillis",
                      "Consistency",
                      "Enabled",
                      "Ttl")));
      assertEquals(
          Map.of(
              "invalidate", List.of("key"),
              "expire", List.of("key"),
              "invalidateByTags", List.of("tags"),
              "invalidatePattern", List.of("glob"),
              "invalidateAll", List.of(),
              "explain", List.of("key"),
              "resetStatistics", List.of()),
          operations(CACHE));
    }

    @Test
    void shows_counts_that_add_up() throws Exception {
      put(products, "a");
      products.get("a");
      products.get("missing");

      assertEquals(1L, console.<Long>get(CACHE, "Hits"));
      assertEquals(1L, console.<Long>get(CACHE, "Misses"));
      assertEquals(0.5, console.<Double>get(CACHE, "HitRate"));
      TabularData hits = console.get(CACHE, "LayerHits");
      assertEquals(1L, hits.get(new Object[] {"local"}).get("value"));
      assertEquals(0L, hits.get(new Object[] {"far"}).get("value"));
    }

    @Test
    void can_be_read_by_a_typed_proxy() throws Exception {
      put(products, "a");
      products.get("a");

      CacheMXBean proxy = JMX.newMXBeanProxy(console.connection, name(CACHE), CacheMXBean.class);

      assertEquals(Map.of("local", 1L, "far", 0L), proxy.getLayerHits());
      assertTrue(proxy.invalidate("a").startsWith("Invalidated one key in cache products"));
    }

    @Test
    void invalidates_by_key_tags_pattern_and_all() throws Exception {
      for (List<String> each :
          List.of(
              List.of("invalidate", "user:1"),
              List.of("expire", "user:1"),
              List.of("invalidateByTags", "x"),
              List.of("invalidatePattern", "user:*"),
              List.of("invalidateAll"))) {
        put(products, "user:1", "x");

        console.invoke(CACHE, each.get(0), each.subList(1, each.size()).toArray(String[]::new));

        assertFalse(products.contains("user:1"), each.get(0));
      }
    }

    @Test
    void refuses_a_bad_pattern_with_a_message_that_any_console_can_read() {
      Exception refusal =
          assertThrows(
              RuntimeMBeanException.class,
              () -> console.invoke(CACHE, "invalidatePattern", "re:(unclosed"));

      assertInstanceOf(IllegalArgumentException.class, refusal.getCause());
      assertFalse(refusal.getCause().getMessage().isBlank());
    }

    @Test
    void refuses_empty_tags() {
      assertEquals(
          "No tag is given. Write one, or several separated by commas.",
          refusal(() -> console.invoke(CACHE, "invalidateByTags", " , ")).getMessage());
    }

    @Test
    void explains_a_key_without_its_value() throws Exception {
      products.put("k", "secret value", List.of(), engine.lifetime);

      String line = (String) console.invoke(CACHE, "explain", "k");

      assertTrue(line.contains("local"), line);
      assertFalse(line.contains("secret"), line);
    }

    @Test
    void shows_its_consistency_as_agent_yaml_writes_it() throws Exception {
      engine.strongCache("strict");
      registered.update();

      assertEquals("bounded", console.get(CACHE, "Consistency"));
      assertEquals("strong", console.get("type=Cache,name=\"strict\"", "Consistency"));
    }

    @Test
    void takes_a_new_ttl() throws Exception {
      assertEquals("5m", console.get(CACHE, "Ttl"));

      console.set(CACHE, "Ttl", "1m30s");

      assertEquals(Duration.ofSeconds(90), products.ttl());
      assertEquals("1m30s", console.get(CACHE, "Ttl"));
    }

    @Test
    void refuses_a_bad_ttl_with_what_to_write() {
      assertEquals(
          "Ttl is \"5 minuts\", not a duration. Write 30s, 5m or PT5M.",
          refusal(() -> console.set(CACHE, "Ttl", "5 minuts")).getMessage());
    }

    @Test
    void is_switched_off_alone() throws Exception {
      console.set(CACHE, "Enabled", false);

      assertFalse(products.isEnabled());
      assertTrue(engine.caches.isEnabled());
    }
  }

  @Nested
  class ALayer {
    @Test
    void has_the_agreed_attributes() throws Exception {
      assertEquals(
          Set.of(
              "State",
              "Shared",
              "Entries",
              "Errors",
              "Evictions",
              "Expirations",
              "Reads",
              "MeanReadMicros"),
          attributes(LAYER));
    }

    @Test
    void shows_its_health() throws Exception {
      put(products, "a");

      assertEquals("ready", console.get(LAYER, "State"));
      assertEquals(1L, console.<Long>get(LAYER, "Entries"));
      assertEquals(0L, console.<Long>get(LAYER, "Errors"));
    }
  }

  @Nested
  class AClockForTests {
    @Test
    void has_the_agreed_attributes_and_operations() throws Exception {
      assertEquals(Set.of("Ahead"), attributes(CLOCK));
      assertEquals(
          Map.of("advance", List.of("by"), "resetTimeOfDay", List.of()), operations(CLOCK));
    }

    @Test
    void is_moved_ahead() throws Exception {
      String line = (String) console.invoke(CLOCK, "advance", "PT1H30M");

      assertEquals("Time of all caches moved ahead by 1h30m.", line);
      assertEquals("PT1H30M", console.get(CLOCK, "Ahead"));
      assertEquals(Duration.ofMinutes(90), engine.clock.ahead());
    }

    @Test
    void has_the_right_time_of_day_again() throws Exception {
      console.invoke(CLOCK, "advance", "1h");

      console.invoke(CLOCK, "resetTimeOfDay");

      assertEquals("PT0S", console.get(CLOCK, "Ahead"));
    }
  }

  @Nested
  class LockedOperations {
    private static final String LOCKED =
        "Operations over JMX are locked. Set jmx.operations: true in the agent's file, or start with"
            + " -Dmultilayercache.jmx.operations=true.";

    @BeforeEach
    void lock() {
      registered.unregisterAll();
      registered(/* operations= */ false).update();
    }

    @Test
    void change_nothing_and_name_the_key_to_set() {
      put(products, "k");

      for (Failing each :
          List.<Failing>of(
              () -> console.invoke(CACHE, "invalidate", "k"),
              () -> console.invoke(CACHE, "expire", "k"),
              () -> console.invoke(AGENT, "invalidateAll"),
              () -> console.invoke(CACHE, "resetStatistics"),
              () -> console.set(CACHE, "Ttl", "1s"),
              () -> console.invoke(CLOCK, "advance", "1s"),
              () -> console.set(AGENT, "Enabled", false))) {
        Throwable refusal = refusal(each);
        assertInstanceOf(UnsupportedOperationException.class, refusal);
        assertEquals(LOCKED, refusal.getMessage());
      }
      assertTrue(products.contains("k"));
    }

    @Test
    void leave_everything_to_be_seen() throws Exception {
      assertEquals(0L, console.<Long>get(CACHE, "Hits"));
      assertFalse(((String) console.invoke(CACHE, "explain", "k")).isBlank());
    }
  }

  @Nested
  class Names {
    @Test
    void of_caches_are_quoted() throws Exception {
      engine.cache("com.acme.Repo.find(long,\"*\")");

      registered.update();

      ObjectName expected =
          name("type=Cache,name=" + ObjectName.quote("com.acme.Repo.find(long,\"*\")"));
      assertTrue(console.connection.isRegistered(expected));
    }

    @Test
    void of_a_second_loader_carry_a_number() throws Exception {
      engine.cache("products", String.class);

      registered.update();

      assertTrue(console.connection.isRegistered(name(CACHE)));
      assertTrue(console.connection.isRegistered(name(CACHE + ",loader=2")));
    }

    @Test
    void are_free_again_when_all_is_unregistered() throws Exception {
      registered.unregisterAll();

      assertEquals(Set.of(), console.connection.queryNames(name("*"), null));
    }
  }

  /** How a program of somebody else might see a cache. */
  public interface CacheMXBean {
    Map<String, Long> getLayerHits();

    String invalidate(String key);
  }

  @FunctionalInterface
  private interface Failing {
    void run() throws Exception;
  }

  private static Throwable refusal(Failing action) {
    return assertThrows(RuntimeMBeanException.class, action::run).getCause();
  }

  private RegisteredMBeans registered(boolean operations) {
    return new RegisteredMBeans(server, engine.caches, engine.facts, new Operator(operations));
  }

  private void put(LayeredCache cache, String key, String... tags) {
    cache.put(key, "value", List.of(tags), engine.lifetime);
  }

  private Set<String> attributes(String keys) throws Exception {
    return Stream.of(console.connection.getMBeanInfo(name(keys)).getAttributes())
        .map(MBeanAttributeInfo::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Map<String, List<String>> operations(String keys) throws Exception {
    Function<MBeanOperationInfo, List<String>> parameters =
        operation -> Stream.of(operation.getSignature()).map(MBeanParameterInfo::getName).toList();
    return Stream.of(console.connection.getMBeanInfo(name(keys)).getOperations())
        .collect(
            Collectors.toMap(
                MBeanOperationInfo::getName, parameters, (one, other) -> one, TreeMap::new));
  }
}
