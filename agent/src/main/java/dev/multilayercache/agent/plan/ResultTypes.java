package dev.multilayercache.agent.plan;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Knows which results can be given to one caller only, and so not from a cache: streams, iterators,
 * open resources, results that are still to come; and what holds one of them. Of an {@link
 * AsyncType} it is the value that counts.
 */
public final class ResultTypes {
  private static final String USED_UP = "its result can be used once only";
  private static final String OPEN = "its result is an open resource";
  private static final String TO_COME = "its result is still to come when it returns";

  private static final String AWAITABLE =
      "Of results to come only a declared CompletableFuture, CompletionStage, Mono or Uni is cached,"
          + " and none within another type. ";

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("java.util.stream.BaseStream", USED_UP),
          Map.entry("java.util.stream.Stream", USED_UP),
          Map.entry("java.util.stream.IntStream", USED_UP),
          Map.entry("java.util.stream.LongStream", USED_UP),
          Map.entry("java.util.stream.DoubleStream", USED_UP),
          Map.entry("java.util.Iterator", USED_UP),
          Map.entry("java.util.ListIterator", USED_UP),
          Map.entry("java.util.PrimitiveIterator", USED_UP),
          Map.entry("java.util.Enumeration", USED_UP),
          Map.entry("java.util.Spliterator", USED_UP),
          Map.entry("java.util.Scanner", USED_UP),
          Map.entry("java.lang.AutoCloseable", OPEN),
          Map.entry("java.io.Closeable", OPEN),
          Map.entry("java.io.InputStream", OPEN),
          Map.entry("java.io.OutputStream", OPEN),
          Map.entry("java.io.Reader", OPEN),
          Map.entry("java.io.BufferedReader", OPEN),
          Map.entry("java.io.Writer", OPEN),
          Map.entry("java.nio.channels.Channel", OPEN),
          Map.entry("java.sql.Connection", OPEN),
          Map.entry("java.sql.Statement", OPEN),
          Map.entry("java.sql.PreparedStatement", OPEN),
          Map.entry("java.sql.ResultSet", OPEN),
          Map.entry("java.util.concurrent.Future", TO_COME),
          Map.entry("java.util.concurrent.CompletableFuture", TO_COME),
          Map.entry("java.util.concurrent.CompletionStage", TO_COME),
          Map.entry("java.util.concurrent.Flow$Publisher", TO_COME),
          Map.entry("org.reactivestreams.Publisher", TO_COME),
          Map.entry("reactor.core.publisher.Mono", TO_COME),
          Map.entry("reactor.core.publisher.Flux", TO_COME),
          Map.entry("io.smallrye.mutiny.Uni", TO_COME),
          Map.entry("io.smallrye.mutiny.Multi", TO_COME),
          Map.entry("io.reactivex.rxjava3.core.Single", TO_COME),
          Map.entry("io.reactivex.rxjava3.core.Maybe", TO_COME),
          Map.entry("io.reactivex.rxjava3.core.Observable", TO_COME),
          Map.entry("io.reactivex.rxjava3.core.Completable", TO_COME),
          Map.entry("com.google.common.util.concurrent.ListenableFuture", TO_COME),
          Map.entry("kotlinx.coroutines.Deferred", TO_COME),
          Map.entry("kotlinx.coroutines.flow.Flow", TO_COME));

  private ResultTypes() {}

  /** Why results of a type with this name are not cached, or null if they can be. */
  static @Nullable String refusal(String typeName) {
    return AsyncType.named(typeName) == null ? valueRefusal(typeName) : null;
  }

  private static @Nullable String valueRefusal(String typeName) {
    if (typeName.equals("void")) {
      return "it returns void. Remove @MultiLayerCached.";
    }
    if (typeName.endsWith("[]")) {
      return valueRefusal(typeName.substring(0, typeName.length() - 2));
    }
    String reason = REASONS.get(typeName);
    return reason == null
        ? null
        : reason
            + " ("
            + typeName
            + "). "
            + (reason.equals(TO_COME) ? AWAITABLE : "")
            + "Return the finished values, for example a List, or remove @MultiLayerCached.";
  }

  /** Why instances of a class are not cached, whatever it inherits from, or null if they can be. */
  private static @Nullable String valueRefusal(Class<?> type) {
    if (type.isArray()) {
      return valueRefusal(type.getComponentType());
    }
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      String reason = valueRefusal(each.getName());
      if (reason != null) {
        return reason;
      }
      for (Class<?> parent : each.getInterfaces()) {
        String inherited = valueRefusal(parent);
        if (inherited != null) {
          return inherited;
        }
      }
    }
    return null;
  }

  /** Whether a method with this declared result goes on with its work after it has returned. */
  public static boolean isToCome(Class<?> type) {
    String refusal = valueRefusal(type);
    return refusal != null && refusal.startsWith(TO_COME);
  }

  /**
   * Why values of a declared result are not cached, or null if they can be: for its class, what it
   * is an array of, or what its type arguments say that it holds.
   */
  public static @Nullable String refusal(Type type) {
    Type value = AsyncType.valueOf(type);
    return value == Void.class && type != Void.class
        ? "its result brings no value (Void). Remove @MultiLayerCached."
        : valueRefusal(value);
  }

  private static @Nullable String valueRefusal(Type type) {
    if (type instanceof Class<?> bare) {
      return valueRefusal(bare);
    }
    if (type instanceof GenericArrayType array) {
      return valueRefusal(array.getGenericComponentType());
    }
    if (type instanceof WildcardType wildcard) {
      return valueRefusal(wildcard.getUpperBounds()[0]);
    }
    if (type instanceof TypeVariable<?> variable) {
      return variable.getBounds()[0] instanceof Class<?> bound ? valueRefusal(bound) : null;
    }
    if (type instanceof ParameterizedType parameterized
        && parameterized.getRawType() instanceof Class<?> raw) {
      String own = valueRefusal(raw);
      return own != null || !holdsItsArguments(raw) ? own : argumentRefusal(parameterized);
    }
    return null;
  }

  private static @Nullable String argumentRefusal(ParameterizedType holder) {
    for (Type each : holder.getActualTypeArguments()) {
      String refusal = valueRefusal(each);
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }

  /** A class only names its argument; a function makes a new value of it for each caller. */
  private static boolean holdsItsArguments(Class<?> raw) {
    return raw != Class.class
        && raw != Callable.class
        && !raw.getPackageName().equals("java.util.function");
  }

  /**
   * What only one caller can use of a value that was returned, whatever type was declared: the
   * value, what is in an {@code Optional}, or an element of an array; else null.
   */
  public static @Nullable Object forOneCallerOnly(@Nullable Object value) {
    Object inside = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    if (inside instanceof Object[] elements) {
      return Arrays.stream(elements)
          .filter(ResultTypes::isForOneCallerOnly)
          .findFirst()
          .orElse(null);
    }
    return isForOneCallerOnly(inside) ? inside : null;
  }

  private static boolean isForOneCallerOnly(@Nullable Object value) {
    return value instanceof AutoCloseable
        || value instanceof Iterator
        || value instanceof Spliterator
        || value instanceof Enumeration
        || value instanceof Future
        || value instanceof CompletionStage
        || value instanceof Flow.Publisher;
  }
}
