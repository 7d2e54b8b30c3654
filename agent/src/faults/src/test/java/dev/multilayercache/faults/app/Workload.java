package dev.multilayercache.faults.app;

import dev.multilayercache.faults.history.HistoryWriter;
import dev.multilayercache.faults.history.Keys;
import dev.multilayercache.faults.history.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Three readers and a writer on one cache of one node. */
final class Workload {
  private static final int READERS = 3;
  private static final int HANDFUL = 8;

  private final NodeOptions options;
  private final Subject subject;
  private final Database database;
  private final HistoryWriter history;
  private final List<Thread> readers = new ArrayList<>();
  private final Thread writer;
  private volatile ColdKeys coldKeys;
  private volatile boolean reading = true;
  private volatile boolean writing = true;

  Workload(NodeOptions options, String name, Subject subject, Database database) {
    this.options = options;
    this.subject = subject;
    this.database = database;
    history =
        new HistoryWriter(
            options.histories().resolve(name + "@" + options.node() + ".history"), options.node());
    for (int i = 0; i < READERS; i++) {
      readers.add(new Thread(this::readAgainAndAgain, "reader-" + i));
    }
    writer = new Thread(this::writeAgainAndAgain, "writer");
  }

  void start(ColdKeys keys) {
    coldKeys = keys;
    readers.forEach(Thread::start);
    writer.start();
  }

  /** No write begins any more. */
  void stopWriting() {
    writing = false;
  }

  /** No read begins any more. */
  void stopReading() {
    reading = false;
  }

  /** Waits until the last write, or read, has ended; false if it has not by then. */
  boolean hasStopped(long deadline) throws InterruptedException {
    boolean stopped = writing || endsBy(writer, deadline);
    for (Thread each : readers) {
      stopped &= reading || endsBy(each, deadline);
    }
    history.flush();
    return stopped;
  }

  private static boolean endsBy(Thread thread, long deadline) throws InterruptedException {
    thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
    return !thread.isAlive();
  }

  /** How many keys are answered with another version than the database has. */
  int wrong() {
    List<String> keys = new ArrayList<>(Keys.allHot());
    for (int i = 0; i <= coldKeys.due(); i++) {
      keys.add(Keys.cold(i));
    }
    int wrong = 0;
    for (String key : keys) {
      if (subject.read(key) != database.version(key)) {
        wrong++;
      }
    }
    return wrong;
  }

  private void readAgainAndAgain() {
    RandomGenerator random = random();
    while (reading) {
      for (int i = 0; i < HANDFUL && reading; i++) {
        read(random.nextInt(10) < 3 ? coldKeys.some(random) : skewed(random));
      }
      pause(options.readPauseMillis());
    }
  }

  /** Another one for each thread and each node. */
  private RandomGenerator random() {
    int who = (options.node() + Thread.currentThread().getName()).hashCode();
    return new SplittableRandom(options.seed() ^ who);
  }

  private void read(String key) {
    long began = System.nanoTime();
    try {
      long version = subject.read(key);
      history.read(began, System.nanoTime(), key, version);
    } catch (Throwable e) {
      history.failure(began, e);
    }
  }

  /** The first keys more often than the last. */
  private static String skewed(RandomGenerator random) {
    return Keys.hot(Math.min(random.nextInt(Keys.HOT), random.nextInt(Keys.HOT)));
  }

  private void writeAgainAndAgain() {
    tellWhatAnotherHasNot();
    RandomGenerator random = random();
    int nextCold = mine(coldKeys.due());
    while (writing) {
      for (; nextCold <= coldKeys.due() && writing; nextCold += options.nodes()) {
        write(Scope.key(Keys.cold(nextCold)));
      }
      write(some(random));
      pause(random.nextInt(2 * options.writePauseMillis()));
    }
  }

  /** The first index from there on that this node updates. */
  private int mine(int from) {
    int index = from + 1;
    while (index % options.nodes() != options.number() - 1) {
      index++;
    }
    return index;
  }

  private static Scope some(RandomGenerator random) {
    int dice = random.nextInt(1000);
    if (dice < 770) {
      return Scope.key(skewed(random));
    }
    if (dice < 970) {
      return Scope.tag(Keys.tag(skewed(random)));
    }
    return dice < 990 ? Scope.prefix("h" + (1 + random.nextInt(3))) : Scope.all();
  }

  /** The JVM that ran here before may have been killed between an update and its invalidation. */
  private void tellWhatAnotherHasNot() {
    SortedMap<Long, List<String>> updates = database.toTell();
    Map<String, Long> newest = new LinkedHashMap<>();
    updates.forEach((version, keys) -> keys.forEach(key -> newest.put(key, version)));
    boolean all = true;
    for (Map.Entry<String, Long> each : newest.entrySet()) {
      all &= invalidate(Scope.key(each.getKey()), each.getValue());
    }
    if (all) {
      updates.keySet().forEach(database::told);
    }
  }

  private void write(Scope scope) {
    long version = database.update(scope.keys());
    if (invalidate(scope, version)) {
      database.told(version);
    }
  }

  private boolean invalidate(Scope scope, long version) {
    long began = System.nanoTime();
    try {
      boolean confirmed = subject.invalidate(scope);
      history.invalidation(began, System.nanoTime(), scope, version, confirmed);
      return confirmed;
    } catch (Throwable e) {
      history.failure(began, e);
      return false;
    }
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
