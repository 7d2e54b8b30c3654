/** The layer in this JVM. */
@NullMarked
package dev.multilayercache.agent.layer.caffeine;

import org.jspecify.annotations.NullMarked;
