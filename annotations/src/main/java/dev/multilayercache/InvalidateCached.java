package dev.multilayercache;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Invalidates entries, in all layers and on all nodes, when the method is called.
 *
 * <p>Exactly one of {@link #key}, {@link #tags}, {@link #pattern} and {@link #all} is given; {@link
 * #key} needs {@link #cache}, the others concern every cache where it is left out.
 *
 * <p>A method that returns a {@code CompletableFuture}, {@code CompletionStage}, {@code Mono},
 * {@code Flux}, {@code Uni} or {@code Multi} has returned when that has ended; of the last four
 * each subscription counts, and one that is cancelled counts as a success.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(InvalidateCached.List.class)
public @interface InvalidateCached {

  /** Name of the cache. */
  String cache() default "";

  /**
   * Template of the key to invalidate, over arguments and result. It is the whole key: where keys
   * also say what {@code receiver} and {@code varyBy} of the cached method ask for, name {@link
   * #tags} or a {@link #pattern}.
   */
  String key() default "";

  /** Tags, fixed or templates over arguments and result; an entry with any of them goes. */
  String[] tags() default {};

  /**
   * Anchored glob over keys, {@code "user:*"}, or a regular expression after {@code re:}; a
   * template as well.
   */
  String pattern() default "";

  /** The whole cache, or all caches. */
  boolean all() default false;

  /**
   * The entry expires, it is not removed: no call gets it as a hit any more, on any node, just as
   * if it were removed; but if the cache has {@code staleIfError}, it may still answer as stale on
   * this node, where the method was called, for that long from now. Only with {@link #key}.
   */
  boolean expire() default false;

  /** When, seen from the method body. */
  When when() default When.AFTER_SUCCESS;

  /** When entries are invalidated. */
  enum When {
    /** After the body returned; not if it threw. */
    AFTER_SUCCESS,
    /** Before the body runs; templates over the result are refused. */
    BEFORE,
    /** After the body returned or threw; templates over the result are refused. */
    ALWAYS
  }

  /** Holds repeated annotations. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface List {
    InvalidateCached[] value();
  }
}
