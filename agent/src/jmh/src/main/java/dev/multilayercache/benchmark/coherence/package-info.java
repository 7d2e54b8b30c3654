/** What coherence between nodes costs while nothing fails. */
@NullMarked
package dev.multilayercache.benchmark.coherence;

import org.jspecify.annotations.NullMarked;
