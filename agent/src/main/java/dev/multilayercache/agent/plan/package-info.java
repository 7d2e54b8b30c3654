/** What is decided for each method before it is woven: pure functions. */
@NullMarked
package dev.multilayercache.agent.plan;

import org.jspecify.annotations.NullMarked;
