package dev.multilayercache.benchmark.scale;

import java.util.PriorityQueue;
import java.util.Random;

/**
 * Simulates nodes that move the cluster clock by compare-and-set, event by event.
 *
 * <p>An invalidation of a tag is one read of the clock, one write that fails if somebody else wrote
 * since, again until it succeeds, and then three operations more. Each operation takes a random
 * time around its mean, and happens at the member after half of it.
 */
final class ClockSimulation {
  private static final int INVALIDATIONS = 20_000;
  private static final int OPERATIONS_AFTER = 3;

  private final double roundTrip;
  private final double pauseMean;
  private final Random random = new Random(1);
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long version;
  private long attempts;
  private long done;

  /** What happens at the member, or that a node begins. */
  private enum What {
    BEGIN,
    READ,
    WRITE
  }

  private record Event(double at, What what, long read) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return Double.compare(at, other.at);
    }
  }

  private ClockSimulation(int nodes, double roundTrip, double pauseMean) {
    this.roundTrip = roundTrip;
    this.pauseMean = pauseMean;
    for (int i = 0; i < nodes; i++) {
      events.add(new Event(pause(), What.BEGIN, 0));
    }
  }

  /** How often a clock is written for one invalidation, when all nodes do nothing else. */
  static double attemptsWithoutPause(int nodes) {
    return new ClockSimulation(nodes, /* roundTrip= */ 1, /* pauseMean= */ 0).attempts();
  }

  /**
   * The same at a rate of all nodes together.
   *
   * @param roundTripSeconds of one operation
   */
  static double attempts(int nodes, double perSecond, double roundTripSeconds) {
    return new ClockSimulation(nodes, roundTripSeconds, nodes / perSecond).attempts();
  }

  private double attempts() {
    while (done < INVALIDATIONS) {
      happen(events.remove());
    }
    return (double) attempts / done;
  }

  private void happen(Event event) {
    switch (event.what()) {
      case BEGIN -> events.add(new Event(event.at() + half(), What.READ, 0));
      case READ -> events.add(new Event(event.at() + half() + half(), What.WRITE, version));
      case WRITE -> {
        attempts++;
        if (event.read() == version) {
          version++;
          done++;
          double end = event.at() + half();
          for (int i = 0; i < OPERATIONS_AFTER; i++) {
            end += half() + half();
          }
          events.add(new Event(end + pause(), What.BEGIN, 0));
        } else {
          events.add(new Event(event.at() + half() + half(), What.READ, 0));
        }
      }
    }
  }

  /** Half a round trip, from half its mean to one and a half. */
  private double half() {
    return roundTrip / 2 * (0.5 + random.nextDouble());
  }

  private double pause() {
    return -Math.log(1 - random.nextDouble()) * pauseMean;
  }
}
