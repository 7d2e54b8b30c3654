package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.Patience;
import dev.multilayercache.agent.testing.Attributes;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A cached method that asks for nothing special, without its call site. */
final class BareCall {
  private BareCall() {}

  @SuppressWarnings("unused")
  private interface Shop {
    CompletableFuture<String> find(Long id);

    static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }
  }

  static CachedCall withPatience(Patience patience) {
    PlayedMethods methods = new PlayedMethods(Shop.lookup());
    methods.method("find", new Attributes().with("cache", "products").cached());
    CallFailures failures = new CallFailures(methods.refusals);
    return new CachedCall(
        methods.cache("products"),
        "find",
        new Results(String.class, /* acceptsNull= */ true, CachedExceptions.NONE, null, null),
        patience,
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
}
