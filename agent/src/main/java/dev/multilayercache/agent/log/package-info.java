/** The agent's own lines on stderr; touches no logging framework. */
@NullMarked
package dev.multilayercache.agent.log;

import org.jspecify.annotations.NullMarked;
