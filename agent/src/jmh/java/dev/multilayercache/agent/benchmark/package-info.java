/** What the agent costs, measured: start-up in real JVMs. Built by the profile benchmark only. */
@NullMarked
package dev.multilayercache.agent.benchmark;

import org.jspecify.annotations.NullMarked;
