package dev.multilayercache.agent.coherence;

/**
 * Whether the other nodes are known to have been reached by an invalidation, in a phrase for
 * people.
 */
public record Confirmation(boolean confirmed, String detail) {

  static String counted(int members) {
    return members == 1 ? "1 member" : members + " members";
  }
}
