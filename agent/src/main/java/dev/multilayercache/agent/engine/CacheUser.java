package dev.multilayercache.agent.engine;

import java.util.List;

/**
 * A method whose results a cache keeps. By name only: it holds no class.
 *
 * @param method class, name and descriptor: equal for one method and no other of its loader
 * @param display the method for people
 * @param isKeyWritten whether somebody wrote the template of its keys
 * @param results for people, what is kept of its results and exceptions, and how they are given out
 * @param declaration for people, where its cache is named: another method if it is inherited
 * @param receiver for people, whether the called object is part of its keys
 * @param varyBy for people, what of a call's surroundings is part of its keys
 */
public record CacheUser(
    String method,
    String display,
    boolean isKeyWritten,
    String results,
    String declaration,
    String receiver,
    List<String> varyBy) {
  /** Where nobody says anything of the receiver. */
  public static final String IGNORED = "IGNORE";

  public CacheUser {
    varyBy = List.copyOf(varyBy);
  }

  /** Whether its keys say more than its arguments. */
  boolean hasMoreInKeys() {
    return !receiver.equals(IGNORED) || !varyBy.isEmpty();
  }
}
