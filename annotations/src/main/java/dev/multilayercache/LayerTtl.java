package dev.multilayercache;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Time-to-live of a method's results in one layer. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface LayerTtl {

  /** Name of the layer in agent.yaml. */
  String layer();

  /** In the form of {@link MultiLayerCached#ttl}. */
  String ttl();
}
