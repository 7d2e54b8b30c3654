/** What hits, misses and invalidations of the cluster layer cost beside bare Hazelcast. */
@NullMarked
package dev.multilayercache.benchmark.cluster;

import org.jspecify.annotations.NullMarked;
