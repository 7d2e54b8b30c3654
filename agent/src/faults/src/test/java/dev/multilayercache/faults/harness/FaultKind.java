package dev.multilayercache.faults.harness;

import java.util.random.RandomGenerator;

/** Makes faults of one kind; which node they hit, and for how long, is drawn. */
public interface FaultKind {
  Fault next(Cluster cluster, RandomGenerator random);
}
