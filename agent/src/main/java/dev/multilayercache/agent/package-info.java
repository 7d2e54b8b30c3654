/** The way in: premain, the isolated class loader, and the composition root. */
@NullMarked
package dev.multilayercache.agent;

import org.jspecify.annotations.NullMarked;
