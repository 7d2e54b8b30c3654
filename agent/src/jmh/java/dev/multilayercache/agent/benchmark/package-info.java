/**
 * What the agent costs, measured in real JVMs: the start, and coherence while nothing fails. Built
 * by the profile benchmark only.
 */
@NullMarked
package dev.multilayercache.agent.benchmark;

import org.jspecify.annotations.NullMarked;
