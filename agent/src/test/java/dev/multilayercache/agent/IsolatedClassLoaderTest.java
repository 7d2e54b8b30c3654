package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multilayercache.agent.log.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolatedClassLoaderTest {
  private static final String HIDDEN = AgentLog.class.getName();
  private static final int THIS_RELEASE = Runtime.version().feature();

  @TempDir Path directory;
  private IsolatedClassLoader loader;

  /** A jar as the packager writes it, with one class and a few resources. */
  @BeforeEach
  void open_a_jar() throws IOException {
    Path jar = directory.resolve("agent.jar");
    try (JarOutputStream out =
        new JarOutputStream(
            Files.newOutputStream(jar),
            manifest(
                "Implementation-Version: 1.2.3",
                "Bundled-Releases: 9 " + THIS_RELEASE + " " + (THIS_RELEASE + 1),
                "Bundled-Libraries: com/acme/"))) {
      for (Class<?> each : List.of(AgentLog.class, AgentLog.Level.class)) {
        String file = each.getName().replace('.', '/') + ".class";
        try (InputStream in = each.getClassLoader().getResourceAsStream(file)) {
          put(out, "inst/" + file + "data", in.readAllBytes());
        }
      }
      put(out, "inst/plain.txt", "plain");
      put(out, "inst/com.acme.zip", library());
      put(out, "visible.txt", "at the root");
    }
    loader = new IsolatedClassLoader(jar.toFile());
  }

  /** A library's zip, its entries sorted; one is not compressed. */
  private static byte[] library() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    texts.put("com/acme/stored.txt", "not compressed");
    texts.put("com/acme/released.txt", "plain");
    texts.put("META-INF/versions/9/com/acme/released.txt", "for 9");
    texts.put("META-INF/versions/" + THIS_RELEASE + "/com/acme/released.txt", "for this one");
    texts.put("META-INF/versions/" + (THIS_RELEASE + 1) + "/com/acme/released.txt", "for the next");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> each : texts.entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        byte[] text = each.getValue().getBytes(StandardCharsets.UTF_8);
        if (entry.getName().endsWith("stored.txt")) {
          CRC32 checksum = new CRC32();
          checksum.update(text);
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(text.length);
          entry.setCrc(checksum.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(text);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  @Nested
  class AClassOfTheBundle {
    @Test
    void is_not_the_one_of_the_application() throws Exception {
      Class<?> loaded = loader.loadClass(HIDDEN);

      assertNotSame(AgentLog.class, loaded);
      assertSame(loader, loaded.getClassLoader());
    }

    @Test
    void is_one_class_for_all_threads() throws Exception {
      CyclicBarrier together = new CyclicBarrier(2);
      Callable<Class<?>> load =
          () -> {
            together.await();
            return loader.loadClass(HIDDEN);
          };
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        Future<Class<?>> one = threads.submit(load);
        Future<Class<?>> other = threads.submit(load);

        assertSame(one.get(), other.get());
      } finally {
        threads.shutdownNow();
      }
    }

    @Test
    void knows_the_version_of_the_agent() throws Exception {
      assertEquals("1.2.3", loader.loadClass(HIDDEN).getPackage().getImplementationVersion());
    }

    @Test
    void can_be_read_under_the_name_it_had() throws IOException {
      String file = HIDDEN.replace('.', '/') + ".class";

      assertArrayEquals(
          AgentLog.class.getClassLoader().getResourceAsStream(file).readAllBytes(),
          loader.getResourceAsStream(file).readAllBytes());
    }
  }

  @Nested
  class AClassElsewhere {
    @Test
    void is_found_in_the_platform() throws Exception {
      assertSame(java.sql.Driver.class, loader.loadClass("java.sql.Driver"));
      assertSame(javax.sql.DataSource.class, loader.loadClass("javax.sql.DataSource"));
    }

    @Test
    void is_not_found_if_only_the_application_has_it() {
      assertThrows(
          ClassNotFoundException.class,
          () -> loader.loadClass(IsolatedClassLoaderTest.class.getName()));
    }

    @Test
    void is_not_found_if_only_the_root_of_the_jar_has_it() {
      assertNull(loader.getResource("visible.txt"));
    }
  }

  @Nested
  class AResource {
    @Test
    void is_read_by_its_address() throws IOException {
      assertEquals("plain", read(loader.getResource("plain.txt")));
    }

    @Test
    void has_an_address_that_the_application_cannot_share() {
      assertEquals("multilayercache", loader.getResource("plain.txt").getProtocol());
    }

    @Test
    void states_its_length() throws IOException {
      assertEquals(5, loader.getResource("plain.txt").openConnection().getContentLengthLong());
    }

    @Test
    void is_listed_once() throws IOException {
      assertEquals(1, Collections.list(loader.getResources("plain.txt")).size());
    }

    @Test
    void is_found_in_the_platform_too() {
      assertNotNull(loader.getResource("java/sql/Driver.class"));
    }

    @Test
    void is_of_the_newest_release_that_this_JVM_runs() throws IOException {
      assertEquals("for this one", read(loader.getResource("com/acme/released.txt")));
    }

    @Test
    void of_a_library_may_be_uncompressed() throws IOException {
      assertEquals("not compressed", read(loader.getResource("com/acme/stored.txt")));
    }

    @Test
    void of_a_library_is_null_if_the_library_lacks_it() {
      assertNull(loader.getResource("com/acme/absent.txt"));
      assertNull(loader.getResourceAsStream("com/acme/a.txt"));
      assertNull(loader.getResourceAsStream("com/acme/z.txt"));
    }

    @Test
    void is_null_if_nobody_has_it() {
      assertNull(loader.getResourceAsStream("absent.txt"));
    }
  }

  @Test
  void a_jar_without_a_hidden_half_is_refused() throws IOException {
    Path other = directory.resolve("other.jar");
    new JarOutputStream(Files.newOutputStream(other), manifest("Created-By: test")).close();

    assertThrows(IOException.class, () -> new IsolatedClassLoader(other.toFile()));
  }

  private static Manifest manifest(String... lines) throws IOException {
    String text = "Manifest-Version: 1.0\n" + String.join("\n", lines) + "\n";
    return new Manifest(new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void put(JarOutputStream jar, String name, String text) throws IOException {
    put(jar, name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }

  private static String read(URL address) throws IOException {
    try (InputStream in = address.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
