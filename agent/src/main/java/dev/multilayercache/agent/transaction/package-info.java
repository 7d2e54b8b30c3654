/** In whose transaction does a thread work, and how does it end? */
@NullMarked
package dev.multilayercache.agent.transaction;

import org.jspecify.annotations.NullMarked;
