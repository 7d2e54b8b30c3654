/** What invalidation means, on this node and between nodes. */
@NullMarked
package dev.multilayercache.agent.coherence;

import org.jspecify.annotations.NullMarked;
