package dev.multilayercache.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.multilayercache.demo.CallMeter.Measured;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallMeterTest {

  private final Map<String, Long> hits = new LinkedHashMap<>(Map.of("local", 5L));
  private long queries = 7;

  private final CallMeter meter = new CallMeter(() -> queries, cache -> Map.copyOf(hits));

  @Test
  void a_call_that_made_a_query_was_answered_by_the_method_body() {
    Measured call = meter.measure("products", () -> queries++);

    assertEquals(CallMeter.METHOD_BODY, call.layer());
  }

  @Test
  void a_call_without_a_query_was_answered_by_the_layer_that_counted_it() {
    Measured call = meter.measure("products", () -> hits.put("local", 6L));

    assertEquals("local", call.layer());
  }

  @Test
  void a_layer_may_count_its_first_hit() {
    Measured call = meter.measure("products", () -> hits.put("cluster", 1L));

    assertEquals("cluster", call.layer());
  }

  @Test
  void who_answered_is_unknown_if_the_statistics_were_reset_meanwhile() {
    Measured call = meter.measure("products", () -> hits.put("local", 0L));

    assertEquals("unknown", call.layer());
  }

  @Test
  void null_is_an_answer() {
    assertNull(meter.measure("products", () -> null).answer());
  }
}
