/** What the shared objects of a cluster bear when there are more nodes than fit on one machine. */
@NullMarked
package dev.multilayercache.benchmark.scale;

import org.jspecify.annotations.NullMarked;
