/** What {@code java -jar multilayer-cache-agent.jar} does, and what it asks of a running agent. */
@NullMarked
package dev.multilayercache.agent.command;

import org.jspecify.annotations.NullMarked;
