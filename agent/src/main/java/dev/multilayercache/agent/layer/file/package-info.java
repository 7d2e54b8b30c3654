/** A store in the files of one directory. */
@NullMarked
package dev.multilayercache.agent.layer.file;

import org.jspecify.annotations.NullMarked;
