/**
 * What a store must do to be a layer of the cache: for who writes one, not for who caches methods.
 *
 * <p>The agent brings these classes along; a store is compiled against them and loaded beside the
 * agent, out of the application's sight.
 */
@NullMarked
package dev.multilayercache.layer;

import org.jspecify.annotations.NullMarked;
