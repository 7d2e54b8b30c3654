package dev.multilayercache;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Caches the results of a method in the agent's chain of layers.
 *
 * <p>May stand on any method with a body and a result: static, private, final and self-called ones
 * included; also on an interface's or a superclass's method, then it holds for every implementation
 * that does not carry its own. Without the agent it has no effect.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface MultiLayerCached {

  /**
   * Name of the cache; by default {@code pkg.Class.method(param.Types)}. Methods share one by the
   * same name, and only if each says so itself and writes a {@link #key} or {@link #keyFunction},
   * and they have one result type, {@link #receiver}, {@link #varyBy}, {@link #ttl}, {@link
   * #layerTtl}, {@link #nullTtl}, {@link #layers} and {@link #consistency}: equal keys then mean
   * one value. A method that does not fit those called before it is not cached; one line on stderr
   * says why.
   */
  String cache() default "";

  /**
   * Template of the key, {@code "product:{id}"} or {@code "{0}:{1.name}"}: parameter names or
   * indexes, with property and record-component paths. By default all arguments by value, and the
   * class of the object that is called if that is a subclass: objects of one class share entries. A
   * template is the whole key: objects of all subclasses that run this body then share entries.
   */
  String key() default "";

  /**
   * Tags of the entry, fixed or templates over arguments and result: {@code
   * "category:{result.category}"}.
   */
  String[] tags() default {};

  /**
   * Upper bound on an entry's age, whichever layer answers: {@code "30s"}, {@code "5m"}, {@code
   * "1h30m"}, {@code "PT5M"}; a bare number is seconds; {@code "forever"}. By default the cache's,
   * else {@code defaults.ttl}.
   */
  String ttl() default "";

  /** Time-to-live in single layers; by default each layer's own in agent.yaml. */
  LayerTtl[] layerTtl() default {};

  /**
   * Time-to-live of {@code null} and of an empty {@link java.util.Optional}; by default a tenth of
   * {@link #ttl} within 1 to 60 seconds. {@code "0"} means not stored.
   */
  String nullTtl() default "";

  /**
   * A time of day at which the entry expires at the latest: {@code "04:00 Europe/Berlin"}. Counted
   * from the load, not less than 60 seconds and not more than 24 hours ahead.
   */
  String ttlUntil() default "";

  /**
   * Path on the result that gives its time-to-live, within {@link #ttl}: seconds, a {@link
   * java.time.Duration}, or an {@link java.time.Instant} at which it ends.
   */
  String ttlFrom() default "";

  /**
   * The longest that an entry stays in a layer of this JVM without being read; by default the
   * layer's. Shared layers do not know of reads elsewhere and take no part.
   */
  String maxIdle() default "";

  /** Names of the layers to use, a subset of those in agent.yaml; by default all. */
  String[] layers() default {};

  /**
   * What a confirmed invalidation promises about the other nodes. Left out, it is the cache's in
   * agent.yaml, else {@code defaults.consistency}, which is {@link Consistency#BOUNDED} too.
   */
  Consistency consistency() default Consistency.BOUNDED;

  /**
   * Name of a class of the application that makes the key of the arguments: a {@code
   * java.util.function.Function<Object[], String>} with a constructor without parameters. Instead
   * of {@link #key}. Where it throws or gives null the call is left alone.
   */
  String keyFunction() default "";

  /**
   * Whether the object that the method is called on is part of the key. If this is left out and
   * objects that differ come to share entries, one line on stderr says so.
   */
  Receiver receiver() default Receiver.IGNORE;

  /**
   * What else the result depends on: {@code "mdc:tenant"}, {@code "sys:region"}, {@code
   * "com.acme.Tenant#current()"}. Part of the key; a call for which one of them cannot be told is
   * left alone.
   */
  String[] varyBy() default {};

  /** Whether an entry carries the tags of the entries of other caches that its load has read. */
  boolean inheritTags() default false;

  /** Exceptions that are cached like results, with their subclasses; by default none. */
  Class<? extends Throwable>[] cachedExceptions() default {};

  /** Time-to-live of those; by default {@link #nullTtl}. They stay in this JVM. */
  String exceptionTtl() default "";

  /** Whether callers get copies of a value that is kept in this JVM; by default the cache's. */
  Copy copy() default Copy.NEVER;

  /**
   * Whether a method from a collection of keys to a map of values by key is cached by element: what
   * is there is answered, and the body is given the rest.
   */
  boolean batch() default false;

  /**
   * The part of an entry's life, {@code "0.8"}, after which a hit reloads it in the background; by
   * default never.
   */
  String refreshAhead() default "";

  /**
   * How long past its life an entry may answer when the method fails; by default not at all. An
   * invalidated one never does.
   */
  String staleIfError() default "";

  /**
   * How long a call waits for the method while an entry past its life, within {@link
   * #staleIfError}, could answer; the load goes on in the background. By default to its end. {@code
   * "200ms"}: the unit is always written.
   */
  String softTimeout() default "";

  /**
   * How long a call waits for another's load of the same key; by default 2 seconds. {@code
   * "500ms"}: the unit is always written.
   */
  String waitTimeout() default "";

  /** Expression over the arguments, {@code "id > 0"}: where it is false the call is left alone. */
  String condition() default "";

  /**
   * Expression over arguments and result, {@code "result == null"}: where it is true the result is
   * not stored.
   */
  String unless() default "";

  /** Results of loads that took less are not stored: {@code "5ms"}; the unit is always written. */
  String minCost() default "";
}
