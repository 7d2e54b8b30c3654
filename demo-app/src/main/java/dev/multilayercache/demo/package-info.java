/**
 * A product catalogue over a real database whose answers the agent caches.
 *
 * <p>Start reading at {@link dev.multilayercache.demo.ProductCatalog}: its annotations are all that
 * the application knows of caching. The rest is there to show what they do.
 */
@NullMarked
package dev.multilayercache.demo;

import org.jspecify.annotations.NullMarked;
