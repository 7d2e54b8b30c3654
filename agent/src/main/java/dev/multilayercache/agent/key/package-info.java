/**
 * Templates over arguments and results; keys by value, canonical and collision-free.
 *
 * <p>A {@code Template} is text; bound to a method it becomes a {@code KeyShape}, which makes the
 * keys of a cached method, or a {@code BoundTemplate}, which renders the tags of an entry and what
 * an invalidation names. Both render the same text for the same values.
 */
@NullMarked
package dev.multilayercache.agent.key;

import org.jspecify.annotations.NullMarked;
