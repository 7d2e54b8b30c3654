package dev.multilayercache.benchmark.scale;

/**
 * What one operation costs members, in microseconds of CPU.
 *
 * @param owner of the member that answers
 * @param partition of its one thread for the partition, which is part of that
 * @param all of all members: backups too
 */
record Price(double owner, double partition, double all) {

  Price minus(Price other) {
    return new Price(
        Math.max(0, owner - other.owner),
        Math.max(0, partition - other.partition),
        Math.max(0, all - other.all));
  }

  Price dividedBy(double times) {
    return new Price(owner / times, partition / times, all / times);
  }
}
