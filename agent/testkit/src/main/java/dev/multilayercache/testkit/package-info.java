/** How does an application test what it caches? A JUnit extension, and what tests ask with it. */
@NullMarked
package dev.multilayercache.testkit;

import org.jspecify.annotations.NullMarked;
