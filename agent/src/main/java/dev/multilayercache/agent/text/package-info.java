/** Words for people that several packages need. */
@NullMarked
package dev.multilayercache.agent.text;

import org.jspecify.annotations.NullMarked;
