package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multilayercache.agent.engine.Patience;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AsyncEndTest {
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
    CachedCall find = BareCall.withPatience(Patience.USUAL);
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
