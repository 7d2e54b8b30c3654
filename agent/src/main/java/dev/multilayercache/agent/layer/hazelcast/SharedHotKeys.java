package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.map.IMap;
import dev.multilayercache.agent.layer.HotKeyStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The hot keys of each cache: one sealed entry of a map, for a day. */
final class SharedHotKeys implements HotKeyStore {
  private static final int FORMAT = 1;
  private static final int MOST_BYTES = 256 * 1024;
  private static final Duration LIFE = Duration.ofDays(1);

  /** The JVM may be about to end. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private static final String PLACE = "hot keys";

  private final RegionContext context;

  SharedHotKeys(RegionContext context) {
    this.context = context;
  }

  @Override
  public @Nullable List<String> read(String cache) {
    Session session = context.readiness().session();
    if (session == null) {
      return null;
    }
    try {
      byte[] found =
          Bulkhead.await(
              session.hotKeys().getAsync(cache).toCompletableFuture(), context.budgets().first());
      byte[] opened = found == null ? null : context.seal().open(PLACE, cache, found);
      return opened == null ? List.of() : parse(opened);
    } catch (ClusterFailure late) {
      return null;
    } catch (RuntimeException | IOException unreadable) {
      return List.of(); // they are hints: done without
    }
  }

  @Override
  public void write(String cache, List<String> keys) {
    Session session = context.readiness().session();
    if (session == null) {
      return;
    }
    try {
      IMap<String, byte[]> map = session.hotKeys();
      byte[] closed = context.seal().close(PLACE, cache, bytes(keys));
      Bulkhead.await(
          map.setAsync(cache, closed, LIFE.toSeconds(), TimeUnit.SECONDS).toCompletableFuture(),
          PATIENCE);
    } catch (RuntimeException | IOException lost) {
      return;
    }
  }

  private static byte[] bytes(List<String> keys) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(FORMAT);
    for (String each : keys) {
      if (bytes.size() > MOST_BYTES) {
        break;
      }
      out.writeUTF(each);
    }
    return bytes.toByteArray();
  }

  private static List<String> parse(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    List<String> keys = new ArrayList<>();
    if (in.readByte() != FORMAT) {
      return keys;
    }
    while (in.available() > 0) {
      keys.add(in.readUTF());
    }
    return keys;
  }
}
