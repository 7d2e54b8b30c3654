/** What a woven call and the API reach: call sites linked to the engine. */
@NullMarked
package dev.multilayercache.agent.call;

import org.jspecify.annotations.NullMarked;
