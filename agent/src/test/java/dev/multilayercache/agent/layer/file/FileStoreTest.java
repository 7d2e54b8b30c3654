package dev.multilayercache.agent.layer.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.LogLines;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStoreTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final long MEGABYTE = 1 << 20;

  @TempDir Path parent;
  private File directory;
  private Bounds bounds = new Bounds(4 * MEGABYTE, 1_000);
  private final AtomicLong wallClock = new AtomicLong(1_000_000);
  private FileStore store;

  @BeforeEach
  void open() throws IOException {
    directory = parent.resolve("cache").toFile();
    store = FileStore.open("disk", directory, bounds, wallClock::get);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private void put(String key, String value, String... tags) throws IOException {
    store.put("products", key, value.getBytes(UTF_8), List.of(tags), LONG);
  }

  private String get(String key) throws IOException {
    byte[] found = store.get("products", key);
    return found == null ? null : new String(found, UTF_8);
  }

  /** What a JVM finds that starts after this one was killed: nothing is closed, nothing flushed. */
  private void restart() throws IOException {
    await().until(() -> !isMakingRoom()); // files that go while they are copied are no crash
    File copy = parent.resolve("copy" + System.nanoTime()).toFile();
    assertTrue(copy.mkdir());
    for (File each : directory.listFiles()) {
      Files.copy(each.toPath(), copy.toPath().resolve(each.getName()));
    }
    store.close();
    directory = copy;
    store = FileStore.open("disk", directory, bounds, wallClock::get);
  }

  private static boolean isMakingRoom() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("multilayercache-disk-room"));
  }

  private List<File> segments() {
    return Stream.of(directory.listFiles(Segment::isSegment)).sorted().toList();
  }

  private long bytesOnDisk() {
    return segments().stream().mapToLong(File::length).sum();
  }

  @Nested
  class AfterAKill {
    @Test
    void what_was_put_is_there() throws IOException {
      put("a", "1", "red");
      put("ä\n ключ", "2");

      restart();

      assertEquals("1", get("a"));
      assertEquals("2", get("ä\n ключ"));
      assertEquals(2, store.entries("products"));
    }

    @Test
    void the_latest_value_is_there() throws IOException {
      put("a", "1");
      put("a", "2");

      restart();

      assertEquals("2", get("a"));
      assertEquals(1, store.entries());
    }

    @Test
    void what_was_removed_is_gone() throws IOException {
      put("a", "1");
      put("b", "2");
      store.remove("products", "a");

      restart();

      assertNull(get("a"));
      assertEquals("2", get("b"));
    }

    @Test
    void what_was_removed_and_put_again_is_there() throws IOException {
      put("a", "1");
      store.remove("products", "a");
      put("a", "2");

      restart();

      assertEquals("2", get("a"));
    }

    @Test
    void what_was_removed_by_its_tags_is_gone() throws IOException {
      put("a", "1", "red", "round");
      put("b", "2", "blue");
      store.removeIf((cache, key, tags) -> tags.contains("round"));

      restart();

      assertNull(get("a"));
      assertEquals("2", get("b"));
    }

    @Test
    void tags_are_known_still() throws IOException {
      put("a", "1", "red");
      restart();

      store.removeIf((cache, key, tags) -> tags.equals(List.of("red")));

      assertNull(get("a"));
    }

    @Test
    void nothing_is_left_of_what_was_cleared() throws IOException {
      put("a", "1");
      store.clear();

      restart();

      assertEquals(0, store.entries());
    }

    @Test
    void what_came_after_the_clearing_is_there() throws IOException {
      put("a", "1");
      store.clear();
      put("b", "2");

      restart();

      assertNull(get("a"));
      assertEquals("2", get("b"));
    }

    @Test
    void what_was_evicted_is_gone_although_it_was_removed_only_afterwards() throws IOException {
      bounds = new Bounds(4 * MEGABYTE, 1);
      restart();
      put("a", "1");
      put("b", "2");
      store.remove("products", "a");
      store.removeIf((cache, key, tags) -> key.equals("a"));

      bounds = new Bounds(4 * MEGABYTE, 1_000);
      restart();

      assertNull(get("a"));
    }

    @Test
    void what_had_expired_stays_so_though_the_clock_is_set_back() throws IOException {
      put("a", "1");
      wallClock.addAndGet(LONG.toMillis());
      assertNull(get("a"));
      store.remove("products", "a");

      wallClock.addAndGet(-LONG.toMillis());
      restart();

      assertNull(get("a"));
    }

    @Test
    void what_expired_meanwhile_is_gone() throws IOException {
      put("a", "1");
      wallClock.addAndGet(LONG.toMillis());

      restart();

      assertNull(get("a"));
    }
  }

  @Nested
  class ALogThatEndsTooEarly {
    @Test
    void wherever_it_was_cut_gives_what_was_complete() throws IOException {
      put("a", "first");
      put("b", "second");
      long whole = segments().get(0).length();
      byte[] bytes = Files.readAllBytes(segments().get(0).toPath());
      long complete =
          whole - Note.put(new Id("products", "b"), List.of(), 0, 6).toBytes().length - 6;

      for (long length = complete; length < whole; length++) {
        Files.write(segments().get(0).toPath(), Arrays.copyOf(bytes, (int) length));
        restart();

        assertEquals("first", get("a"), "cut to " + length);
        assertNull(get("b"), "cut to " + length);
      }
    }

    @Test
    void takes_new_entries_that_survive_in_their_turn() throws IOException {
      put("a", "first");
      put("b", "second");
      try (RandomAccessFile file = new RandomAccessFile(segments().get(0), "rw")) {
        file.setLength(file.length() - 1);
      }
      restart();
      put("c", "third");

      restart();

      assertEquals("first", get("a"));
      assertEquals("third", get("c"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void within_its_very_beginning_is_empty(int length) throws IOException {
      put("a", "1");
      Files.write(segments().get(0).toPath(), new byte[length]);

      restart();
      put("b", "2");
      restart();

      assertNull(get("a"));
      assertEquals("2", get("b"));
    }
  }

  @Nested
  class ADamagedLog {
    @Test
    void is_never_an_exception_and_never_a_wrong_value_whichever_byte_is_hit() throws IOException {
      put("a", "first");
      put("a", "second", "red");
      store.remove("products", "a");
      put("b", "third");
      byte[] bytes = Files.readAllBytes(segments().get(0).toPath());

      try (LogLines lines = new LogLines()) {
        for (int i = 0; i < bytes.length; i++) {
          byte[] damaged = bytes.clone();
          damaged[i] ^= 0x40;
          Files.write(new File(directory, "0000000001.mlc").toPath(), damaged);
          restart();

          assertNull(get("a"), "byte " + i); // its removal may be what was damaged
        }
      }
    }

    @Test
    void is_told_in_one_line() throws IOException {
      put("a", "first");
      try (RandomAccessFile file = new RandomAccessFile(segments().get(0), "rw")) {
        file.seek(Segment.HEADER_BYTES + 6);
        file.write(0x7F);
      }

      try (LogLines lines = new LogLines()) {
        restart();

        assertEquals(
            List.of(
                "[multilayercache] layer disk: 0000000001.mlc is damaged."
                    + " What was written until there is dropped."),
            lines.about("layer disk"));
      }
    }

    @Test
    void of_a_missing_file_is_not_believed_before_it() throws IOException {
      bounds = new Bounds(MEGABYTE, 1_000);
      restart();
      for (int i = 0; i < 3; i++) {
        put("key" + i, "x".repeat(50_000));
      }
      assertEquals(3, segments().size());
      Files.delete(segments().get(1).toPath()); // with it may go a removal of key0

      restart();

      assertNull(get("key0"));
      assertNotNull(get("key2"));
      assertEquals(1, store.entries());
    }

    @Test
    void of_another_release_is_dropped() throws IOException {
      put("a", "1");
      try (RandomAccessFile file = new RandomAccessFile(segments().get(0), "rw")) {
        file.seek(7);
        file.write(99);
      }

      restart();
      put("b", "2");
      restart();

      assertNull(get("a"));
      assertEquals("2", get("b"));
    }

    @Test
    void beside_files_of_others_leaves_them_alone() throws IOException {
      Path foreign = Files.writeString(directory.toPath().resolve("app.log"), "theirs");
      put("a", "1");
      store.clear();

      restart();

      assertEquals("theirs", Files.readString(directory.toPath().resolve("app.log")));
      assertTrue(Files.exists(foreign));
    }
  }

  @Nested
  class AboveItsBounds {
    @Test
    void the_entry_goes_that_was_not_used_for_the_longest_time() throws IOException {
      bounds = new Bounds(4 * MEGABYTE, 2);
      restart();
      put("a", "1");
      put("b", "2");
      get("a");

      put("c", "3");

      assertNull(get("b"));
      assertEquals("1", get("a"));
      assertEquals("3", get("c"));
      assertEquals(1, store.evictions());
    }

    @Test
    void files_never_take_more_than_they_may_and_what_was_put_last_is_kept() throws IOException {
      bounds = new Bounds(MEGABYTE, 100_000);
      restart();
      String value = "v".repeat(8_000);

      for (int i = 0; i < 600; i++) {
        put("key" + i, i + value);
        assertTrue(bytesOnDisk() <= MEGABYTE, bytesOnDisk() + " bytes after " + i);
        awaitRoom();
      }

      for (int i = 550; i < 600; i++) {
        assertEquals(i + value, get("key" + i));
      }
    }

    @Test
    void what_is_used_again_and_again_is_kept() throws IOException {
      bounds = new Bounds(MEGABYTE, 100_000);
      restart();
      put("hot", "kept");

      for (int i = 0; i < 500; i++) {
        put("key" + i, "v".repeat(8_000));
        assertEquals("kept", get("hot"), "after " + i);
        awaitRoom();
      }

      restart();
      assertEquals("kept", get("hot"));
    }

    @Test
    void what_is_written_over_and_over_makes_room_for_itself() throws IOException {
      bounds = new Bounds(MEGABYTE, 100_000);
      restart();
      put("quiet", "kept");

      for (int i = 0; i < 500; i++) {
        put("busy", i + "v".repeat(8_000));
        awaitRoom();
      }

      assertEquals("kept", get("quiet"));
      assertTrue(get("busy").startsWith("499"));
      assertEquals(0, store.evictions());
    }

    @Test
    void what_is_too_large_is_not_kept_and_takes_nothing_elses_place() throws IOException {
      bounds = new Bounds(MEGABYTE, 1_000);
      restart();
      put("small", "kept");
      put("large", "before");

      put("large", "x".repeat(200_000));

      assertNull(get("large"));
      assertEquals("kept", get("small"));
    }

    /** Puts are dropped while room is being made; here none is to be. */
    private void awaitRoom() {
      if (bytesOnDisk() > MEGABYTE - MEGABYTE / 8) {
        await().until(() -> bytesOnDisk() <= MEGABYTE - MEGABYTE / 8);
      }
    }
  }

  @Nested
  class ADirectory {
    @Test
    void that_another_one_uses_is_refused() {
      IOException refused =
          assertThrows(
              IOException.class, () -> FileStore.open("disk", directory, bounds, wallClock::get));

      assertEquals(
          "directory " + directory + " is in use by another layer or JVM. Give each its own",
          refused.getMessage());
    }

    @Test
    void that_was_refused_to_another_one_begins_empty_once() throws IOException {
      put("a", "1");
      assertThrows(
          IOException.class, () -> FileStore.open("disk", directory, bounds, wallClock::get));

      restart();
      assertNull(get("a")); // the other one may have invalidated it
      put("b", "2");
      restart();

      assertEquals("2", get("b"));
    }

    @Test
    void that_was_closed_can_be_opened_again() throws IOException {
      put("a", "1");
      store.close();

      store = FileStore.open("disk", directory, bounds, wallClock::get);

      assertEquals("1", get("a"));
    }

    @Test
    void that_is_made_is_its_owners_alone() throws IOException {
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.toPath())));
    }

    @Test
    void that_is_a_file_is_refused() throws IOException {
      Path file = Files.createFile(parent.resolve("file"));

      IOException refused =
          assertThrows(
              IOException.class,
              () -> FileStore.open("disk", file.toFile(), bounds, wallClock::get));

      assertEquals("directory " + file + " cannot be made", refused.getMessage());
    }
  }

  @Nested
  class AnInterruptedThread {
    @Test
    void reads_and_writes_as_any_other_and_harms_nobody() throws IOException {
      put("a", "1");
      Thread.currentThread().interrupt();

      assertDoesNotThrow(() -> put("b", "2"));
      assertDoesNotThrow(() -> store.remove("products", "a"));
      assertTrue(Thread.interrupted());

      assertEquals("2", get("b"));
    }
  }

  /** Against a plain map, with restarts in between: the log gives the very index again. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void any_sequence_of_calls_ends_as_it_would_with_a_map(long seed) throws IOException {
    bounds = new Bounds(MEGABYTE, 100_000);
    restart();
    Random random = new Random(seed);
    Map<String, byte[]> expected = new TreeMap<>();
    for (int i = 0; i < 600; i++) {
      String key = "key" + random.nextInt(40);
      int what = random.nextInt(100);
      if (what < 70) {
        byte[] value = new byte[random.nextInt(12_000)];
        random.nextBytes(value);
        String tag = "tag" + random.nextInt(5);
        store.put("products", key, value, List.of(tag), LONG);
        awaitOrForget(key, value, expected);
      } else if (what < 90) {
        store.remove("products", key);
        expected.remove(key);
      } else if (what < 96) {
        String suffix = Integer.toString(random.nextInt(10));
        store.removeIf((cache, each, tags) -> each.endsWith(suffix));
        expected.keySet().removeIf(each -> each.endsWith(suffix));
      } else if (what < 97) {
        store.clear();
        expected.clear();
      } else {
        restart();
      }
    }

    restart();

    assertEquals(expected.keySet().size(), store.entries());
    for (Map.Entry<String, byte[]> each : expected.entrySet()) {
      assertArrayEquals(each.getValue(), store.get("products", each.getKey()), each.getKey());
    }
  }

  /** A put that came while room was being made was not kept, and what was there is gone. */
  private void awaitOrForget(String key, byte[] value, Map<String, byte[]> expected)
      throws IOException {
    if (store.get("products", key) == null) {
      expected.remove(key);
    } else {
      expected.put(key, value);
    }
  }
}
