/** What is compared: one class for each, and the loops that call them. */
@NullMarked
package dev.multilayercache.benchmark.hit.peer;

import org.jspecify.annotations.NullMarked;
