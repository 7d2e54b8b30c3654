package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multilayercache.agent.call.WovenMethods.Woven;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import dev.multilayercache.agent.testing.Attributes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A method that invalidates a key, of a cache whose entries are kept past their end. */
class ExpiringCallTest {
  private final WovenMethods application = new WovenMethods();
  private Woven find;

  @BeforeEach
  void an_entry_is_loaded() throws Throwable {
    find =
        application.cached(
            "find",
            "(J)Ljava/lang/String;",
            new Attributes()
                .with("cache", "products")
                .with("key", "product:{p0}")
                .with("staleIfError", "1m")
                .cached());
    find.call("old", 1L);
  }

  private Woven renaming(boolean expire) throws Throwable {
    return application.changing(
        "rename",
        "(J)V",
        List.of(
            new InvalidateAttributes(
                "products", "product:{p0}", List.of(), "", false, "ALWAYS", expire)),
        List.of());
  }

  private Object loadThatFails() throws IOException {
    LayeredCache cache = application.cache("products");
    return cache.getOrLoad(
        "product:1",
        cache.lifetime(),
        List.of(),
        () -> {
          throw new IOException("source");
        });
  }

  @Test
  void with_expire_the_entry_is_no_hit() throws Throwable {
    renaming(/* expire= */ true).call((String) null, 1L);

    assertNull(application.held("products", "product:1"));
    assertEquals("new", find.call("new", 1L));
  }

  @Test
  void with_expire_it_answers_if_the_load_fails() throws Throwable {
    renaming(/* expire= */ true).call((String) null, 1L);

    assertEquals("old", loadThatFails());
  }

  @Test
  void of_another_key_it_stays_a_hit() throws Throwable {
    renaming(/* expire= */ true).call((String) null, 2L);

    assertEquals("old", application.held("products", "product:1"));
  }

  @Test
  void without_expire_nothing_answers() throws Throwable {
    renaming(/* expire= */ false).call((String) null, 1L);

    assertThrows(IOException.class, this::loadThatFails);
  }
}
