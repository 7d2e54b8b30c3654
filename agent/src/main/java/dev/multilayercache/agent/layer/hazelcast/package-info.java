/** The layer shared by the cluster; only bytes reach Hazelcast. */
@NullMarked
package dev.multilayercache.agent.layer.hazelcast;

import org.jspecify.annotations.NullMarked;
