/** Loads before anybody asks: calls that agent.yaml lists, and what other nodes read most. */
@NullMarked
package dev.multilayercache.agent.warmup;

import org.jspecify.annotations.NullMarked;
