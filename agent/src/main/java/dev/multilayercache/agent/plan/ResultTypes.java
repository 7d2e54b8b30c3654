package dev.multilayercache.agent.plan;

import java.util.Enumeration;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Knows which results can be given to one caller only, and so not from a cache: streams, iterators,
 * open resources, results that are still to come.
 */
public final class ResultTypes {
  private static final String USED_UP = "its result can be used once only";
  private static final String OPEN = "its result is an open resource";
  private static final String TO_COME = "its result is still to come when it returns";

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
    if (typeName.equals("void")) {
      return "it returns void. Remove @MultiLayerCached.";
    }
    String reason = REASONS.get(typeName);
    return reason == null
        ? null
        : reason
            + " ("
            + typeName
            + "). Return the finished values, for example a List, or remove @MultiLayerCached.";
  }

  /** Why instances of a class are not cached, whatever it inherits from, or null if they can be. */
  public static @Nullable String refusal(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      String reason = refusal(each.getName());
      if (reason != null) {
        return reason;
      }
      for (Class<?> parent : each.getInterfaces()) {
        String inherited = refusal(parent);
        if (inherited != null) {
          return inherited;
        }
      }
    }
    return null;
  }

  /** Whether a value that was returned is of such a type, whatever type was declared. */
  public static boolean isForOneCallerOnly(@Nullable Object value) {
    return value instanceof AutoCloseable
        || value instanceof Iterator
        || value instanceof Spliterator
        || value instanceof Enumeration
        || value instanceof Future
        || value instanceof CompletionStage
        || value instanceof Flow.Publisher;
  }
}
