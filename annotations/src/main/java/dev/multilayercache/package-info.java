/** Annotations and API of Multi-Layer Cache Agent; harmless when the agent is absent. */
@NullMarked
package dev.multilayercache;

import org.jspecify.annotations.NullMarked;
