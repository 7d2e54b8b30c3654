package dev.multilayercache.benchmark.cluster;

/** One thing that is measured, in slices. */
interface Workload {
  /** A slice in which something else happened than what is measured. */
  double VOID = Double.NaN;

  /** Nanoseconds for one time, or {@link #VOID}. */
  double slice() throws Exception;
}
