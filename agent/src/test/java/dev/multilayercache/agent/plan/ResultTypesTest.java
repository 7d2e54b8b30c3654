package dev.multilayercache.agent.plan;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultTypesTest {

  /** Methods that declare the results under test. */
  @SuppressWarnings("unused")
  private interface Results {
    Optional<Stream<String>> optionalStream();

    List<Iterator<String>> listOfIterators();

    Map<String, List<? extends Future<String>>> nestedFutures();

    Stream<String>[] streams();

    List<Stream<String>[]> listOfStreams();

    <T extends AutoCloseable> List<T> listOfOpen();

    CompletableFuture<Stream<String>> streamToCome();

    CompletableFuture<CompletableFuture<String>> futureToCome();

    CompletionStage<Void> nothingToCome();

    CompletableFuture<String>[] futures();

    CompletableFuture<List<String>> textsToCome();

    CompletionStage<? extends Number> numberToCome();

    @SuppressWarnings("rawtypes")
    CompletableFuture anythingToCome();

    Void nothing();

    List<String> texts();

    Map<String, Optional<Integer>[]> numbers();

    Class<Stream<String>> type();

    Supplier<Stream<String>> supplier();

    <T extends Comparable<T>> List<T> sorted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optionalStream",
        "listOfIterators",
        "nestedFutures",
        "streams",
        "listOfStreams",
        "listOfOpen",
        "streamToCome",
        "futureToCome",
        "nothingToCome",
        "futures"
      })
  void a_result_that_holds_what_one_caller_only_can_use_is_refused(String method) throws Exception {
    assertNotNull(
        ResultTypes.refusal(Results.class.getDeclaredMethod(method).getGenericReturnType()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "texts",
        "numbers",
        "type",
        "supplier",
        "sorted",
        "nothing",
        "textsToCome",
        "numberToCome",
        "anythingToCome"
      })
  void a_result_that_many_can_use_is_not(String method) throws Exception {
    assertNull(ResultTypes.refusal(Results.class.getDeclaredMethod(method).getGenericReturnType()));
  }

  @Test
  void an_array_of_such_values_is_refused_by_its_name() {
    assertNotNull(ResultTypes.refusal("java.util.stream.Stream[][]"));
  }
}
