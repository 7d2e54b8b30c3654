package dev.multilayercache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CallingClassTest {
  @Test
  void it_is_the_class_that_calls() {
    assertEquals(CallingClassTest.class, CallingClass.find());
  }

  @Test
  void it_is_the_class_of_a_lambda() {
    Optional<Class<?>> none = Optional.empty();

    assertEquals(CallingClassTest.class, none.orElseGet(() -> CallingClass.find()));
  }

  @Test
  void it_is_behind_the_JDK_that_calls_a_method_reference() {
    Optional<Class<?>> none = Optional.empty();

    assertEquals(CallingClassTest.class, none.orElseGet(CallingClass::find));
  }

  @Test
  void it_is_the_APIs_own_on_a_thread_of_the_JDK() throws Exception {
    assertEquals(
        MultiLayerCaches.class,
        CompletableFuture.<Class<?>>supplyAsync(
                CallingClass::find, each -> new Thread(each).start())
            .get());
  }
}
