package dev.multilayercache.agent.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.multilayercache.agent.codec.ValueCodec;
import dev.multilayercache.agent.config.HostileYaml;
import dev.multilayercache.agent.hostile.Target.Outcome;
import dev.multilayercache.agent.layer.hazelcast.HostileBytes;
import dev.multilayercache.fixture.hostile.Canary;
import dev.multilayercache.fixture.hostile.Node;
import dev.multilayercache.fixture.hostile.Parcel;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * More than a million hostile inputs, through every place where bytes of others come in: each is an
 * answer of the right type, a miss or a refusal; nothing is thrown, no code of theirs runs, no
 * class of theirs is loaded and none takes more memory than it may.
 *
 * <p>The inputs follow from a seed, which is printed; {@code -Dfuzz.seed} makes them again.
 */
class HostileInputsTest {
  private static final int AT_LEAST = 1_000_000;
  private static final long MOST_BYTES = 64L << 20;
  private static final int LONGEST_TRIED_WHOLE = 1_500;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final Set<String> OF_VALUES =
      Set.of(Parcel.class.getName(), Parcel.Kind.class.getName(), Node.class.getName());

  private static final RecordingLoader LOADER = new RecordingLoader();
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

  @TempDir static Path folder;

  private static int inputs;
  private static final StringBuilder REPORT = new StringBuilder();

  @AfterAll
  static void disarm() {
    Canary.disarm();
  }

  @Test
  void are_a_miss_or_a_refusal_each() throws Exception {
    List<Target> targets = targets();
    Canary.arm();
    targets.forEach(HostileInputsTest::run);

    System.out.printf("Hostile inputs, -Dfuzz.seed=%d:%n%s%d in all%n", SEED, REPORT, inputs);
    assertNull(Canary.death(), "code that came with an input ran");
    assertEquals(OF_VALUES, ofApplication(LOADER.asked()));
    assertTrue(inputs >= AT_LEAST, inputs + " inputs");
  }

  private static List<Target> targets() throws Exception {
    Class<?> parcel = LOADER.loadClass(Parcel.class.getName());
    Class<?> node = LOADER.loadClass(Node.class.getName());
    ValueCodec json = new ValueCodec(parcel, LOADER);
    ValueCodec serialized = new ValueCodec(node, LOADER);
    ValueCodec any = new ValueCodec(Object.class, LOADER);
    List<byte[]> parcels = parcels();
    List<byte[]> nodes = List.of(encodedNode());
    List<byte[]> both = new ArrayList<>(parcels);
    both.addAll(nodes);
    List<byte[]> attacks = Streams.all();
    return List.of(
        HostileBytes.sealed(230_000, both),
        HostileBytes.unsealed(170_000, parcels, attacks, json, parcel),
        HostileBytes.values("values as JSON", 120_000, parcels, attacks, json, parcel),
        HostileBytes.values("serialized values", 100_000, nodes, attacks, serialized, node),
        HostileBytes.values("values of any type", 40_000, things(), attacks, any, Object.class),
        HostileBytes.encrypted(40_000, both),
        HostileBytes.compressed(40_000, List.of(any.encode(manyWords())), any),
        HostileBytes.leases(40_000),
        HostileBytes.records(120_000),
        Texts.patterns(80_000),
        Texts.keys(60_000),
        Texts.arguments(60_000),
        HostileYaml.files(40_000, folder.resolve("agent.yaml")));
  }

  private static List<String> manyWords() {
    return new ArrayList<>(Collections.nCopies(200, "a word"));
  }

  private static List<byte[]> parcels() throws Exception {
    ValueCodec codec = new ValueCodec(Parcel.class, Parcel.class.getClassLoader());
    Parcel parcel =
        new Parcel(
            "a parcel",
            7,
            1.5,
            new BigDecimal("12.50"),
            List.of("red", "green"),
            Map.of("width", 3L),
            Optional.of(Instant.EPOCH),
            Parcel.Kind.LARGE,
            new byte[] {1, 2, 3});
    return List.of(codec.encode(parcel), codec.encode(null));
  }

  private static List<byte[]> things() throws Exception {
    ValueCodec codec = new ValueCodec(Object.class, null);
    return List.of(
        codec.encode(List.of("a", Map.of("b", 1L), new BigDecimal("1.0"))),
        codec.encode(new ConcurrentHashMap<>(Map.of("a", new LinkedList<>(List.of(1, 2L))))),
        codec.encode(new Object[] {new BitSet(70), new TreeMap<>(Map.of("k", "v"))}));
  }

  private static byte[] encodedNode() throws Exception {
    Node first = new Node("first");
    Node second = new Node("second");
    first.neighbours.add(second);
    second.neighbours.add(first);
    first.properties.put("colour", "red");
    first.properties.put("size", 3);
    return new ValueCodec(Node.class, Node.class.getClassLoader()).encode(first);
  }

  private static void run(Target target) {
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    long[] most = new long[1];
    int before = inputs;
    long begun = System.nanoTime();
    for (byte[] sample : target.samples()) {
      assertEquals(Outcome.ANSWER, take(target, sample, most), target.name());
    }
    for (byte[] attack : target.attacks()) {
      Outcome outcome = take(target, attack, most);
      assertNotEquals(Outcome.ANSWER, outcome, () -> target.name() + ": " + shown(attack));
      outcomes.merge(outcome, 1, Integer::sum);
    }
    for (byte[] sample : target.samples()) {
      if (sample.length < LONGEST_TRIED_WHOLE) {
        Mutations.each(sample, each -> outcomes.merge(take(target, each, most), 1, Integer::sum));
      }
    }
    Mutations mutations = new Mutations(SEED, target.samples());
    for (int i = 0; i < target.inputs(); i++) {
      outcomes.merge(take(target, mutations.next(), most), 1, Integer::sum);
    }
    REPORT.append(
        "  %s: %d, %s, at most %d KiB, %d ms%n"
            .formatted(
                target.name(),
                inputs - before,
                outcomes,
                most[0] >> 10,
                (System.nanoTime() - begun) / 1_000_000));
    assertTrue(most[0] < MOST_BYTES, () -> target.name() + " took " + most[0] + " bytes");
  }

  private static Outcome take(Target target, byte[] input, long[] most) {
    inputs++;
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      Outcome outcome = target.taker().take(input);
      most[0] = Math.max(most[0], THREADS.getCurrentThreadAllocatedBytes() - before);
      return outcome;
    } catch (Throwable escaped) {
      throw new AssertionError(
          "%s, -Dfuzz.seed=%d, input %d of %d bytes: %s"
              .formatted(target.name(), SEED, inputs, input.length, shown(input)),
          escaped);
    }
  }

  private static String shown(byte[] input) {
    return HexFormat.of().formatHex(input, 0, Math.min(input.length, 4_000));
  }

  private static Set<String> ofApplication(Set<String> names) {
    names.removeIf(name -> !name.startsWith("dev.multilayercache."));
    return names;
  }
}
