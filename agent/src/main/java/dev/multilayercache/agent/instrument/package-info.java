/** How bytecode changes; the only Byte Buddy code. */
@NullMarked
package dev.multilayercache.agent.instrument;

import org.jspecify.annotations.NullMarked;
