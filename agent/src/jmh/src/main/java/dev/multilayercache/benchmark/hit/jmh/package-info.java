/** The contenders as JMH benchmarks, each in JVMs of its own. */
@NullMarked
package dev.multilayercache.benchmark.hit.jmh;

import org.jspecify.annotations.NullMarked;
