package dev.multilayercache.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Lets a test run with working caches, each of them empty and its counts at zero when the test
 * begins.
 *
 * <p>The agent comes into the JVM with the first such test, unless the JVM was started with it, and
 * stays. Its caches work from before the test's {@code @BeforeEach} methods until after its
 * {@code @AfterEach} methods; at other times all annotated methods of the application run uncached.
 *
 * <p>A test, or its constructor, may ask for a {@link CacheProbe} and a {@link VirtualClock} as
 * parameters.
 *
 * <p>Caches belong to the whole JVM: where JUnit runs tests in parallel, the top-level class of
 * such a test runs alone.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(MultiLayerCacheExtension.class)
@ResourceLock(Resources.GLOBAL)
public @interface WithMultiLayerCache {

  /**
   * An agent.yaml: a file, from the working directory on, or a resource on the class path. Without
   * one, and without {@link #yaml}, the agent runs as the JVM was started with it; if it was not,
   * with the built-in defaults, which are the local layer.
   */
  String config() default "";

  /** The text of an agent.yaml, in place of {@link #config}. */
  String yaml() default "";
}
