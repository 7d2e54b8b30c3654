package dev.multilayercache.agent.config;

import java.io.File;

/**
 * Where a layer of type file keeps its entries.
 *
 * @param maximumBytes of all files together
 */
public record FileConfig(File directory, long maximumBytes) {
  static final long DEFAULT_MAXIMUM_BYTES = 1L << 30;
}
