package dev.multilayercache.agent.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.CacheKey;
import dev.multilayercache.Consistency;
import dev.multilayercache.InvalidateCached;
import dev.multilayercache.MultiLayerCached;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import dev.multilayercache.agent.plan.MethodSite.LayerTtl;
import dev.multilayercache.agent.testing.Attributes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClassFileTest {

  @SuppressWarnings("unused")
  abstract static class Sample implements Comparable<Sample> {
    @MultiLayerCached(
        cache = "samples",
        key = "{id}",
        tags = {"a", "b"},
        ttl = "5m",
        layerTtl = @dev.multilayercache.LayerTtl(layer = "local", ttl = "30s"),
        nullTtl = "0",
        layers = "local",
        consistency = Consistency.STRONG)
    String everything(long id, @CacheKey int[] second, double third) {
      int local = second[0];
      return id + "" + local;
    }

    @MultiLayerCached(consistency = Consistency.BOUNDED)
    String theDefaultWrittenOut() {
      return "";
    }

    @MultiLayerCached
    String nothing() {
      return "";
    }

    @InvalidateCached(tags = "x")
    @InvalidateCached(all = true, when = InvalidateCached.When.BEFORE)
    @InvalidateCached(cache = "c", key = "k", expire = true)
    static void twice() {}

    @Override
    public int compareTo(Sample other) {
      return 0;
    }
  }

  static class Plain {}

  private static byte[] bytesOf(Class<?> type) throws IOException {
    String resource = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(resource)) {
      return in.readAllBytes();
    }
  }

  private static ClassFile sample() throws IOException {
    return ClassFile.read(bytesOf(Sample.class));
  }

  private static ClassMethod method(String name) throws IOException {
    return sample().methods().stream()
        .filter(each -> each.name().equals(name) && !each.isCompilerMade())
        .findFirst()
        .orElseThrow();
  }

  @Nested
  class AClass {
    @Test
    void with_an_annotated_method_is_told_by_its_constant_pool() throws Exception {
      assertTrue(sample().mentionsAny(Annotations.DESCRIPTORS));
    }

    @Test
    void without_is_told_apart() throws Exception {
      assertFalse(ClassFile.read(bytesOf(Plain.class)).mentionsAny(Annotations.DESCRIPTORS));
    }

    @Test
    void names_its_supertypes() throws Exception {
      assertEquals(List.of("java/lang/Object", "java/lang/Comparable"), sample().superTypes());
    }
  }

  @Nested
  class AMethod {
    @Test
    void has_its_annotation_as_written() throws Exception {
      assertEquals(
          Attributes.cached(
              "samples",
              "{id}",
              List.of("a", "b"),
              "5m",
              List.of(new LayerTtl("local", "30s")),
              "0",
              List.of("local"),
              "STRONG"),
          Annotations.cached(method("everything").annotations()));
    }

    @Test
    void has_a_default_that_is_written_out() throws Exception {
      assertEquals(
          "BOUNDED",
          Annotations.cached(method("theDefaultWrittenOut").annotations())
              .said()
              .get("consistency"));
    }

    @Test
    void has_no_default_that_is_not_written() throws Exception {
      assertFalse(
          Annotations.cached(method("nothing").annotations()).said().containsKey("consistency"));
    }

    @Test
    void has_repeated_annotations_in_order() throws Exception {
      assertEquals(
          List.of(
              new InvalidateAttributes("", "", List.of("x"), "", false, "", /* expire= */ false),
              new InvalidateAttributes("", "", List.of(), "", true, "BEFORE", /* expire= */ false),
              new InvalidateAttributes("c", "k", List.of(), "", false, "", /* expire= */ true)),
          Annotations.invalidations(method("twice").annotations()));
    }

    @Test
    void has_the_names_of_its_parameters() throws Exception {
      assertEquals(List.of("id", "second", "third"), method("everything").parameterNames());
    }

    @Test
    void has_the_parameters_marked_as_key() throws Exception {
      assertEquals(List.of(1), method("everything").keyParameters());
    }

    @Test
    void has_its_size() throws Exception {
      assertTrue(method("everything").codeLength() > 5);
    }

    @Test
    void that_is_a_bridge_names_its_target() throws Exception {
      ClassMethod bridge =
          sample().methods().stream().filter(each -> each.bridged() != null).findFirst().get();

      assertEquals(method("compareTo").signature(), bridge.bridged());
    }
  }

  @Nested
  class BytesThatAreNoClassFile {
    /** Fixed, so that a failure comes again. */
    private final Random random = new Random(20_261_123);

    private void readAll(byte[] bytes) {
      ClassFile type = ClassFile.read(bytes);
      if (type != null) {
        assertNotNull(type.internalName());
        type.mentionsAny(Annotations.DESCRIPTORS);
        for (ClassMethod each : type.methods()) {
          Annotations.cached(each.annotations());
          Annotations.invalidations(each.annotations());
        }
      }
    }

    @Test
    void are_told_apart_when_empty() {
      assertNull(ClassFile.read(new byte[0]));
    }

    @Test
    void never_throw_when_truncated_anywhere() throws Exception {
      byte[] whole = bytesOf(Sample.class);
      for (int length = 0; length < whole.length; length++) {
        readAll(java.util.Arrays.copyOf(whole, length));
      }
    }

    @Test
    void never_throw_when_some_bytes_are_wrong() throws Exception {
      byte[] whole = bytesOf(Sample.class);
      for (int round = 0; round < 20_000; round++) {
        byte[] wrong = whole.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
          wrong[random.nextInt(wrong.length)] = (byte) random.nextInt();
        }
        readAll(wrong);
      }
    }

    @Test
    void never_throw_when_all_bytes_are_random() {
      for (int round = 0; round < 20_000; round++) {
        byte[] bytes = new byte[random.nextInt(400)];
        random.nextBytes(bytes);
        if (bytes.length >= 4) {
          bytes[0] = (byte) 0xca;
          bytes[1] = (byte) 0xfe;
          bytes[2] = (byte) 0xba;
          bytes[3] = (byte) 0xbe;
        }
        readAll(bytes);
      }
    }
  }
}
