/** How much heap an entry of the local layer takes. */
@NullMarked
package dev.multilayercache.benchmark.memory;

import org.jspecify.annotations.NullMarked;
