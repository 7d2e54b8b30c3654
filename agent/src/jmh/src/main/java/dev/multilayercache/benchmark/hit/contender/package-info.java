/** What the harness asks of everything that is compared; the only types that both sides share. */
@NullMarked
package dev.multilayercache.benchmark.hit.contender;

import org.jspecify.annotations.NullMarked;
