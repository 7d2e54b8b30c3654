/** Templates over arguments and results; keys by value, canonical and collision-free. */
@NullMarked
package dev.multilayercache.agent.key;

import org.jspecify.annotations.NullMarked;
