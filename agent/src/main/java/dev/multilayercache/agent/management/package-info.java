/**
 * The agent over JMX; beside the flow, nothing depends on it.
 *
 * <p>MBeans are described by hand instead of by an interface: consoles then show a name and a
 * sentence for each attribute, operation and parameter, and every type that crosses is open.
 */
@NullMarked
package dev.multilayercache.agent.management;

import org.jspecify.annotations.NullMarked;
