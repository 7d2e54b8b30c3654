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
   * same name, and only if each says so itself and writes a {@link #key}, and they have one result
   * type, {@link #ttl}, {@link #layerTtl}, {@link #nullTtl}, {@link #layers} and {@link
   * #consistency}: equal keys then mean one value. A method that does not fit those called before
   * it is not cached; one line on stderr says why.
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

  /** Names of the layers to use, a subset of those in agent.yaml; by default all. */
  String[] layers() default {};

  /**
   * What a confirmed invalidation promises about the other nodes. Left out, it is the cache's in
   * agent.yaml, else {@code defaults.consistency}, which is {@link Consistency#BOUNDED} too.
   */
  Consistency consistency() default Consistency.BOUNDED;
}
