package dev.multilayercache.layer;

/**
 * Opens the store of a layer that agent.yaml names: the class that stands there as {@code type}.
 *
 * <p>It is public and has a public constructor without parameters. Both that and {@link #open} run
 * on a thread of the agent, once the application has begun.
 */
public interface LayerStoreFactory {
  /**
   * Opens the store; called again after a while if it throws. The message of what it throws is
   * logged: say in it what to do, and no secrets.
   */
  LayerStore open(LayerSettings settings) throws Exception;
}
