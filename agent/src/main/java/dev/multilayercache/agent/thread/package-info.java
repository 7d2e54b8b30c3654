/** Threads of the agent's own, which hold nothing of the application's. */
@NullMarked
package dev.multilayercache.agent.thread;

import org.jspecify.annotations.NullMarked;
