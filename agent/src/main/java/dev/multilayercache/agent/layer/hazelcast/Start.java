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

  /**
   * Does what remains once the instance is connected, such as to complete the cluster's
   * configuration; takes some seconds at most.
   */
  default void settle(HazelcastInstance connected) throws InterruptedException {}
}
