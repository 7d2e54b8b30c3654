/** Applications that are measured, each in a JVM of its own. */
@NullMarked
package dev.multilayercache.benchmark.forked;

import org.jspecify.annotations.NullMarked;
