/**
 * How the cost of a hit grows with the entries of a cache and with the number of cached methods.
 */
@NullMarked
package dev.multilayercache.benchmark.growth;

import org.jspecify.annotations.NullMarked;
