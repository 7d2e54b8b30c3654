/** The chain of layers: read nearest first, populate upward, load once. */
@NullMarked
package dev.multilayercache.agent.engine;

import org.jspecify.annotations.NullMarked;
