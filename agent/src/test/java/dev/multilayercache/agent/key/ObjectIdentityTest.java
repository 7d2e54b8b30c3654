package dev.multilayercache.agent.key;

import static dev.multilayercache.agent.key.Keys.local;
import static dev.multilayercache.agent.key.Keys.shape;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectIdentityTest {
  record Shop(String region) {}

  private final Shop shop = new Shop("north");
  private final KeyShape shape = shape("product:{0}", long.class);

  @Test
  void of_one_object_is_always_the_same() {
    assertSame(ObjectIdentity.of(shop), ObjectIdentity.of(shop));
  }

  @Test
  void of_equal_objects_are_two() {
    assertNotEquals(ObjectIdentity.of(shop), ObjectIdentity.of(new Shop("north")));
  }

  @Test
  void has_a_number_that_no_other_object_gets_when_it_is_gone() {
    Object object = new Object();
    ObjectIdentity identity = ObjectIdentity.of(object);
    assertFalse(identity.isGone());
    Reference.reachabilityFence(object);
    object = null;

    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertTrue(identity.isGone());
            });
    assertTrue(ObjectIdentity.of(new Object()).number() > identity.number());
    assertNull(ObjectIdentity.numbered(identity.toString()));
  }

  @Test
  void stands_as_its_number_in_front_of_a_key() {
    Object key = KeyShape.ofObject(shop, local(shape, 1L));

    assertEquals("\\@" + ObjectIdentity.of(shop).number() + ":product:1", KeyShape.canonical(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"product:{0}", "{0}", ""})
  void is_found_by_the_canonical_form_of_the_key(String template) {
    KeyShape any = shape(template, Object.class, long.class);
    Object key = KeyShape.ofObject(shop, local(any, List.of("a:b"), 1L));

    assertEquals(key, any.parse(KeyShape.canonical(key)));
  }

  @Test
  void is_found_in_front_of_a_long_key() {
    KeyShape any = shape("{0}", String.class);
    Object key = KeyShape.ofObject(shop, local(any, "x".repeat(600)));

    assertEquals(key, any.parse(KeyShape.canonical(key)));
  }

  @Test
  void a_text_that_only_looks_like_such_a_key_is_none() {
    assertNull(shape.parse("\\@0:product:1"));
    assertNull(shape.parse("\\@0x:product:1"));
    assertNull(shape.parse("\\@" + ObjectIdentity.of(shop).number() + ":other:1"));
  }
}
