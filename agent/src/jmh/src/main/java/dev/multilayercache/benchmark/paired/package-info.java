/** Measurements that are compared inside rounds, because the machines are noisy. */
@NullMarked
package dev.multilayercache.benchmark.paired;

import org.jspecify.annotations.NullMarked;
