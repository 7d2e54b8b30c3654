package dev.multilayercache;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stores the method's result under a key of a cache, in all its layers, in place of what was there
 * on any node. The body runs on each call; if it throws, nothing is stored. Of a {@code
 * CompletableFuture}, {@code CompletionStage}, {@code Mono} or {@code Uni} it is what that brings.
 *
 * <p>Within a transaction that the agent knows, the result is stored after the commit. What {@link
 * InvalidateCached} says on the same method is done first. Where two threads may change the same
 * thing at the same time, {@link InvalidateCached} is safer: of two results, the older one may be
 * stored last.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(UpdateCached.List.class)
public @interface UpdateCached {

  /** Name of the cache, as the methods that read from it write it. */
  String cache();

  /** Template of the key to store the result under, over arguments and result. */
  String key();

  /** Tags of the entry, fixed or templates over arguments and result. */
  String[] tags() default {};

  /** Upper bound on the entry's age; that of the cache where it is left out. */
  String ttl() default "";

  /** Holds repeated annotations. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface List {
    UpdateCached[] value();
  }
}
