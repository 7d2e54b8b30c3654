package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import java.util.EventListener;

/** How this JVM gets into the cluster: as a member of it, or as a client of its servers. */
interface Start {

  /**
   * Starts an instance; its threads inherit whether the caller's thread is a daemon.
   *
   * @param events told of the instance's life from its beginning on
   */
  HazelcastInstance start(EventListener events);

  /** Whether an instance that was started is also connected; if not, its life cycle will tell. */
  boolean isConnectedOnceStarted();

  /** Completes the cluster's configuration where the instance could not bring it. */
  default void configure(HazelcastInstance connected) {}
}
