/** The contract of a layer and what travels through the chain. */
@NullMarked
package dev.multilayercache.agent.layer;

import org.jspecify.annotations.NullMarked;
