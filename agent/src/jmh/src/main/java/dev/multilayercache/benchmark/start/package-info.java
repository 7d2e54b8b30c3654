/** What the agent adds to the start of a JVM. */
@NullMarked
package dev.multilayercache.benchmark.start;

import org.jspecify.annotations.NullMarked;
