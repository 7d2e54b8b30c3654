/** A layer over a store of bytes, ours or a third party's: the agent's side of its SPI. */
@NullMarked
package dev.multilayercache.agent.layer.store;

import org.jspecify.annotations.NullMarked;
