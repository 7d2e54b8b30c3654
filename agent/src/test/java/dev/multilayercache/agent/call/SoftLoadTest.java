package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multilayercache.agent.engine.Patience;
import dev.multilayercache.agent.thread.DetachedPool;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SoftLoadTest {
  /** Long enough for the test to fail if a call waits for a load that nobody runs. */
  private static final Patience LONG = new Patience(Duration.ofMinutes(1), Duration.ofMinutes(1));

  private final CachedCall find = BareCall.withPatience(LONG);

  private Object enter() {
    return find.enter(1L, null, new Object[] {1L});
  }

  @Test
  void that_finds_no_memory_to_begin_keeps_nobody_waiting() throws Exception {
    OutOfMemoryError noMemory = new OutOfMemoryError("Java heap space");
    DetachedPool full =
        new DetachedPool(
            number -> {
              throw noMemory;
            },
            /* mostThreads= */ 1,
            /* mostWaiting= */ 1);
    SoftLoad load = new SoftLoad((LoadEnd) enter(), /* body= */ null);

    assertSame(
        noMemory,
        assertThrows(OutOfMemoryError.class, () -> load.outcome(full, Duration.ofSeconds(1))));
    assertInstanceOf(
        LoadEnd.class,
        CompletableFuture.supplyAsync(this::enter, each -> new Thread(each).start())
            .get(10, TimeUnit.SECONDS));
  }
}
