package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KillSwitchTest {
  private final KillSwitch all = new KillSwitch();
  private final List<Boolean> told = new ArrayList<>();
  private final Runnable listener = () -> told.add(all.isOn());
  private final Runnable broken =
      () -> {
        told.add(all.isOn());
        throw new IllegalStateException("broken");
      };

  @Test
  void tells_each_time_that_it_is_set() {
    all.onChange(listener);

    all.set(false);
    all.set(true);

    assertEquals(List.of(false, true), told);
  }

  @Test
  void tells_all_others_though_some_fail_and_says_so() {
    Runnable alsoBroken = broken::run;
    all.onChange(broken);
    all.onChange(listener);
    all.onChange(alsoBroken);

    assertThrows(IllegalStateException.class, () -> all.set(false));

    assertEquals(List.of(false, false, false), told);
  }
}
