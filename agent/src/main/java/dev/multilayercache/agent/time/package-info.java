/** When is it that time again? */
@NullMarked
package dev.multilayercache.agent.time;

import org.jspecify.annotations.NullMarked;
