/** Builds the agent's jar: what is hidden, where, and which libraries' classes are changed. */
@NullMarked
package dev.multilayercache.agent.packaging;

import org.jspecify.annotations.NullMarked;
