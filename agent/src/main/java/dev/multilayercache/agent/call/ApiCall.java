package dev.multilayercache.agent.call;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The arguments of one operation of the API, by their places as {@link ApiDoor} agrees them. */
@SuppressWarnings("unchecked") // the types are agreed
final class ApiCall {
  private final @Nullable Object[] arguments;

  ApiCall(@Nullable Object[] arguments) {
    this.arguments = arguments;
  }

  Class<?> anchor() {
    return (Class<?>) given(0);
  }

  String cache() {
    return (String) given(1);
  }

  @Nullable String cacheOrAll() {
    return (String) arguments[1];
  }

  String key() {
    return (String) given(2);
  }

  String pattern() {
    return (String) given(2);
  }

  List<String> tagsToForget() {
    return (List<String>) given(2);
  }

  @Nullable Duration ttl() {
    return (Duration) arguments[3];
  }

  Map<String, Duration> layerTtl() {
    return (Map<String, Duration>) given(4);
  }

  List<String> tags() {
    return (List<String>) given(5);
  }

  @Nullable Object value() {
    return arguments[6];
  }

  Callable<?> loader() {
    return (Callable<?>) given(6);
  }

  /** Of an operation that has nothing else. */
  Callable<?> block() {
    return (Callable<?>) given(0);
  }

  private Object given(int index) {
    return Objects.requireNonNull(arguments[index]);
  }
}
