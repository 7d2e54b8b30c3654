package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multilayercache.agent.engine.Patience;
import dev.multilayercache.agent.testing.Attributes;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AsyncEndTest {
  @SuppressWarnings("unused")
  interface Shop {
    CompletableFuture<String> find(Long id);

    static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }
  }

  private final PlayedMethods methods = new PlayedMethods(Shop.lookup());

  private CachedCall find() {
    methods.method("find", new Attributes().with("cache", "products").cached());
    CallFailures failures = new CallFailures(methods.refusals);
    return new CachedCall(
        methods.cache("products"),
        "find",
        new Results(String.class, /* acceptsNull= */ true, CachedExceptions.NONE, null, null),
        Patience.USUAL,
        methods.cache("products").lifetime(),
        new ResultKeeper(
            "find", List.of(), new StoreCondition(null, 0, "find", failures), null, failures),
        /* inheritsTags= */ false,
        new CallScopes(),
        failures,
        /* guard= */ null,
        new MethodSwitch(
            "find", new MethodSwitch.Wording("", ""), methods.refusals, methods.clock, () -> 0));
  }

  /** Its library is there, and does not do what it should. */
  private static AsyncKind broken() {
    return (AsyncKind)
        Proxy.newProxyInstance(
            AsyncKind.class.getClassLoader(),
            new Class<?>[] {AsyncKind.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("isDeferred")) {
                return false;
              }
              throw new IllegalStateException("broken");
            });
  }

  @Test
  void that_cannot_be_made_leaves_no_load_for_others_to_join() throws Exception {
    CachedCall find = find();
    assertThrows(
        IllegalStateException.class,
        () -> new AsyncCall(find, broken()).enter(1L, null, new Object[] {1L}));

    AsyncCall sound = new AsyncCall(find, new FutureKind());
    Object token =
        CompletableFuture.supplyAsync(
                () -> sound.enter(1L, null, new Object[] {1L}), each -> new Thread(each).start())
            .get(10, TimeUnit.SECONDS);

    assertInstanceOf(AsyncEnd.class, token);
  }
}
