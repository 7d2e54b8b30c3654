package dev.multilayercache.agent.management;

/**
 * What the Agent MBean shows of the warm-up.
 *
 * @param state a word
 * @param total calls that are known
 * @param loaded calls that ended well
 * @param skipped calls that were not made
 * @param failed calls that threw
 * @param hotEntries entries copied from the cluster because their keys were hot
 */
public record WarmUpFacts(
    String state, long total, long loaded, long skipped, long failed, long hotEntries) {

  /** Where no warm-up is configured. */
  public static final WarmUpFacts NONE = new WarmUpFacts("none configured", 0, 0, 0, 0, 0);
}
