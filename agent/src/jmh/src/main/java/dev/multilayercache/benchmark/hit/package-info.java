/** What a hit in the local layer costs, beside what others' cost. */
@NullMarked
package dev.multilayercache.benchmark.hit;

import org.jspecify.annotations.NullMarked;
