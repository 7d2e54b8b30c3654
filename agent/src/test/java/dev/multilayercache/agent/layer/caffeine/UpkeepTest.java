package dev.multilayercache.agent.layer.caffeine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class UpkeepTest {
  private final Queue<Runnable> asked = new ArrayDeque<>();
  private Executor next = asked::add;
  private boolean halfFull = true;
  private final Upkeep upkeep = new Upkeep(task -> next.execute(task), () -> halfFull, false);

  private void doUpkeep() {
    upkeep.execute(() -> {});
    asked.remove().run();
  }

  private int readsTaken(int most) {
    int taken = 0;
    for (int i = 0; i < most && upkeep.takesRead(); i++) {
      taken++;
    }
    return taken;
  }

  @Test
  void tells_of_no_read_before_the_cache_is_half_full() {
    halfFull = false;
    doUpkeep();

    assertFalse(upkeep.wantsRead());
    assertEquals(0, readsTaken(10));
  }

  @Test
  void goes_on_telling_when_the_cache_is_emptied() {
    doUpkeep();
    halfFull = false;

    doUpkeep();

    assertTrue(upkeep.wantsRead());
  }

  @Test
  void tells_of_every_read_while_no_upkeep_is_asked_for() {
    doUpkeep();

    assertEquals(100_000, readsTaken(100_000));
    assertTrue(upkeep.wantsRead());
  }

  @Test
  void tells_only_of_what_finds_room_once_upkeep_is_asked_for() {
    doUpkeep();

    upkeep.execute(() -> {});

    int room = readsTaken(100_000);
    assertTrue(room >= 16 && room < 100_000, () -> room + " reads");
    assertFalse(upkeep.wantsRead());
  }

  @Test
  void tells_of_reads_again_when_upkeep_is_done_even_if_it_failed() {
    doUpkeep();
    upkeep.execute(
        () -> {
          throw new IllegalStateException("broken");
        });
    readsTaken(100_000);

    assertThrows(IllegalStateException.class, () -> asked.remove().run());

    assertTrue(upkeep.wantsRead());
  }

  @Test
  void waits_for_no_upkeep_that_was_refused() {
    doUpkeep();
    next =
        task -> {
          throw new RejectedExecutionException("closed");
        };

    assertThrows(RejectedExecutionException.class, () -> upkeep.execute(() -> {}));

    assertEquals(100_000, readsTaken(100_000));
  }
}
