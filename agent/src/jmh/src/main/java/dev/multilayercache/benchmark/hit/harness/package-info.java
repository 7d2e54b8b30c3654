/** The paired harness: everything in one JVM, in short slices and random order. */
@NullMarked
package dev.multilayercache.benchmark.hit.harness;

import org.jspecify.annotations.NullMarked;
