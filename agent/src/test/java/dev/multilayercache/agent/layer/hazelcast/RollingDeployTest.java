package dev.multilayercache.agent.layer.hazelcast;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import dev.multilayercache.agent.layer.hazelcast.ClassChange.Form;
import dev.multilayercache.agent.testing.CompiledSources;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two nodes of one cluster with two versions of the application: what one wrote is to the other the
 * value that its own method would return, or none.
 */
class RollingDeployTest {
  private static final Loopback CLUSTER = new Loopback();

  @TempDir static Path directory;

  private static Version before;
  private static Version after;

  /** A node with one version of the classes. */
  private record Version(HazelcastLayer layer, ClassLoader classes) {

    /** Its part of a cache whose method is that of the change. */
    Repository repository(ClassChange change, Form form) {
      try {
        Class<?> owner = classes.loadClass(change.packageOf(form) + ".Repository");
        Method find = owner.getMethod("find");
        Region region = layer.region(new RegionSpec("items", find.getGenericReturnType(), classes));
        return new Repository(region, find);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
  }

  private record Repository(Region region, Method find) {

    Object load() {
      try {
        return find.invoke(null);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }

    /** Whether the body had to run; the answer is the body's in any case. */
    boolean call(Key key) {
      Lookup lookup = region.read(key, 0);
      if (lookup instanceof Lookup.Hit hit) {
        assertEquals(load().toString(), hit.entry().value().toString());
        assertEquals(load().getClass(), hit.entry().value().getClass());
        return false;
      }
      Lease lease = assertInstanceOf(Lookup.Miss.class, lookup).lease();
      Entry entry = new Entry(load(), List.of("tag"), System.nanoTime() + 60_000_000_000L, 0);
      assertEquals(Lease.Outcome.STORED, lease.store(entry, () -> true));
      return true;
    }
  }

  @BeforeAll
  static void start_two_nodes() {
    Map<String, String> old = new LinkedHashMap<>();
    Map<String, String> changed = new LinkedHashMap<>();
    for (ClassChange each : ClassChange.ALL) {
      for (Form form : Form.values()) {
        old.putAll(each.before(form));
        changed.putAll(each.after(form));
      }
    }
    before = node(old);
    after = node(changed);
    await().until(() -> CLUSTER.memberInstance().getPartitionService().isClusterSafe());
  }

  private static Version node(Map<String, String> sources) {
    Path classes = CompiledSources.compile(directory, sources);
    return new Version(CLUSTER.member(), CompiledSources.loader(classes));
  }

  @AfterAll
  static void stop() throws Exception {
    CLUSTER.close();
  }

  static Stream<Arguments> changes() {
    List<Arguments> all = new ArrayList<>();
    for (ClassChange change : ClassChange.ALL) {
      for (Form form : Form.values()) {
        all.add(Arguments.of(change, form));
      }
    }
    return all.stream();
  }

  private static Key key(ClassChange change, Form form, String direction) {
    String text = change.packageOf(form) + direction;
    return new Key("items", text, text);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("changes")
  void what_the_old_version_wrote_is_right_or_a_miss_to_the_new(ClassChange change, Form form) {
    Key key = key(change, form, "forward");
    assertTrue(before.repository(change, form).call(key));

    boolean loaded = after.repository(change, form).call(key);

    assertEquals(change.isApart(form), loaded);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("changes")
  void what_the_new_version_wrote_is_right_or_a_miss_to_the_old(ClassChange change, Form form) {
    Key key = key(change, form, "backward");
    assertTrue(after.repository(change, form).call(key));

    boolean loaded = before.repository(change, form).call(key);

    assertEquals(change.isApart(form), loaded);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("changes")
  void each_version_loads_once_and_both_forget_at_once(ClassChange change, Form form) {
    Key key = key(change, form, "both");
    Repository old = before.repository(change, form);
    Repository changed = after.repository(change, form);
    int loads = 0;
    for (int i = 0; i < 5; i++) {
      loads += (old.call(key) ? 1 : 0) + (changed.call(key) ? 1 : 0);
    }
    assertEquals(change.isApart(form) ? 2 : 1, loads);

    assertTrue(before.layer.publish(new Invalidation.ByKey("items", key.canonical())).confirmed());

    assertNull(old.region.peek(key, 0));
    assertNull(changed.region.peek(key, 0));
  }
}
