/**
 * A model of the coherence protocol, and a search through every state it can reach.
 *
 * <p>Two nodes, one key with one tag. The rules are those of the protocol, in the order in which it
 * acts; where it is free to choose, the model takes every choice. What is left out: time (a lease
 * runs out when it likes), patterns, eviction and expiry.
 */
@NullMarked
package dev.multilayercache.agent.coherence.model;

import org.jspecify.annotations.NullMarked;
