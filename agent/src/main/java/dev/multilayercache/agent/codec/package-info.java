/** Values as bytes and back, or a refusal that names the reason. */
@NullMarked
package dev.multilayercache.agent.codec;

import org.jspecify.annotations.NullMarked;
