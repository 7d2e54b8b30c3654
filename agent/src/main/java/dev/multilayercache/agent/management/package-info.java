/** The agent over JMX; beside the flow, nothing depends on it. */
@NullMarked
package dev.multilayercache.agent.management;

import org.jspecify.annotations.NullMarked;
