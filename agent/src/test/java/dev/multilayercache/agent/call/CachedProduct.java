package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.multilayercache.agent.call.WovenMethods.Woven;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import dev.multilayercache.agent.testing.Attributes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;

/** Tests of methods that change a product, of which a cache holds the old value. */
abstract class CachedProduct {
  final WovenMethods application = new WovenMethods(null);

  /** The method that reads it. */
  Woven find;

  @BeforeEach
  void the_old_value_is_cached() throws Throwable {
    Attributes attributes = new Attributes().with("cache", "products").with("key", "product:{p0}");
    find = application.cached("find", "(J)Ljava/lang/Object;", attributes.cached());
    cacheTheOldValue();
  }

  /** On a thread that is in no transaction. */
  final void cacheTheOldValue() {
    elsewhere(() -> assertEquals("old", quietly(() -> find.call("old", 1L))));
    assertEquals("old", held());
  }

  /** What the cache has of the product, or null. */
  final Object held() {
    return application.held("products", "product:1");
  }

  static InvalidateAttributes byKey(String key, String when) {
    return new InvalidateAttributes(
        "products", key, List.of(), "", /* all= */ false, when, /* expire= */ false);
  }

  /** A method that invalidates the product. */
  final Woven invalidatingIt(String descriptor) throws Throwable {
    InvalidateAttributes byKey = byKey("product:{p0}", "AFTER_SUCCESS");
    return application.changing("save", descriptor, List.of(byKey), List.of());
  }

  static void elsewhere(Runnable task) {
    CompletableFuture.runAsync(task, each -> new Thread(each).start()).join();
  }

  static Object quietly(WovenMethods.Body body) {
    try {
      return body.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
