package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializable;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Classes that run code when somebody makes an object of them; each notes where that happened. */
final class Gadgets {
  private static final Queue<String> RUNS = new ConcurrentLinkedQueue<>();

  private Gadgets() {}

  static void forget() {
    RUNS.clear();
  }

  /** Where they ran, but for threads whose names contain one of the texts. */
  static List<String> runsOutside(String... known) {
    return RUNS.stream().filter(run -> List.of(known).stream().noneMatch(run::contains)).toList();
  }

  private static void ran(Object gadget, String how) {
    RUNS.add(
        gadget.getClass().getSimpleName() + " " + how + " " + Thread.currentThread().getName());
  }

  /** Serializable by the JDK's means, and something to do for whoever asks. */
  static final class Serialized
      implements Callable<String>, EntryProcessor<String, Object, String>, Serializable {
    private void readObject(ObjectInputStream in) {
      ran(this, "read");
    }

    @Override
    public String call() {
      ran(this, "called");
      return "called";
    }

    @Override
    public String process(Map.Entry<String, Object> entry) {
      ran(this, "called");
      return "called";
    }
  }

  /** Made from its name alone, by Hazelcast's own means. */
  public static final class Named
      implements Callable<String>, EntryProcessor<String, Object, String>, DataSerializable {
    public Named() {
      ran(this, "made");
    }

    @Override
    public void writeData(ObjectDataOutput out) {}

    @Override
    public void readData(ObjectDataInput in) {
      ran(this, "read");
    }

    @Override
    public String call() {
      ran(this, "called");
      return "called";
    }

    @Override
    public String process(Map.Entry<String, Object> entry) {
      ran(this, "called");
      return "called";
    }
  }

  /** Neither: what Hazelcast takes apart by reflection. */
  public static final class Plain {
    private final String text = "plain";

    public Plain() {
      ran(this, "made " + text);
    }
  }

  /** Named in a configuration that is added from elsewhere. */
  public static final class Store implements com.hazelcast.map.MapLoader<String, String> {
    public Store() {
      ran(this, "made");
    }

    @Override
    public String load(String key) {
      return "";
    }

    @Override
    public Map<String, String> loadAll(java.util.Collection<String> keys) {
      return Map.of();
    }

    @Override
    public Iterable<String> loadAllKeys() {
      return List.of();
    }
  }
}
