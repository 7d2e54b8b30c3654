package dev.multilayercache.benchmark.hit.contender;

import org.jspecify.annotations.Nullable;

/**
 * A library, or a way to use one: a contender for each number of arguments that it takes part in.
 */
public interface Peer {

  default @Nullable Contender oneArgument() throws Exception {
    return null;
  }

  /** A {@code long} and a string. */
  default @Nullable Contender twoArguments() throws Exception {
    return null;
  }

  default @Nullable Contender noArgument() throws Exception {
    return null;
  }

  /** A {@code long}, a string, an {@code int} and a {@code boolean}. */
  default @Nullable Contender fourArguments() throws Exception {
    return null;
  }
}
