package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged jar, opened: what lies where, and what was changed in it. */
class AgentJarIT {
  /** A jump in size should be a decision: raise this with the reason. */
  private static final long SIZE_BUDGET = 30L * 1024 * 1024;

  private static JarFile jar;
  private static List<String> names;

  /** What the libraries' zips hold, by the names it would have beside them; in order. */
  private static final Map<String, byte[]> inLibraries = new LinkedHashMap<>();

  private static final List<LocalDateTime> timesInLibraries = new ArrayList<>();

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(ForkedJvm.agentJar().toFile());
    List<String> all = new ArrayList<>();
    for (JarEntry entry : Collections.list(jar.entries())) {
      all.add(entry.getName());
      if (entry.getName().endsWith(".zip")) {
        openLibrary(entry);
      }
    }
    all.addAll(inLibraries.keySet());
    names = List.copyOf(all);
  }

  private static void openLibrary(JarEntry library) throws IOException {
    try (ZipInputStream in = new ZipInputStream(jar.getInputStream(library))) {
      for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
        byte[] earlier = inLibraries.put("inst/" + entry.getName(), in.readAllBytes());
        assertNull(earlier, entry.getName());
        timesInLibraries.add(entry.getTimeLocal());
      }
    }
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Nested
  class AtTheRoot {
    @Test
    void lies_only_what_the_JVM_must_see() {
      assertEquals(
          List.of(
              "META-INF/MANIFEST.MF",
              "META-INF/LICENSE",
              "META-INF/NOTICE",
              "dev/multilayercache/agent/AgentBundle$Protocol.class",
              "dev/multilayercache/agent/AgentBundle$Resource.class",
              "dev/multilayercache/agent/AgentBundle.class",
              "dev/multilayercache/agent/BundledLibrary$Directory.class",
              "dev/multilayercache/agent/BundledLibrary.class",
              "dev/multilayercache/agent/IsolatedClassLoader.class",
              "dev/multilayercache/agent/MultiLayerCacheAgent.class"),
          names.stream().filter(name -> !name.startsWith("inst/")).toList());
    }

    @Test
    void the_manifest_names_the_way_in_for_both_ways_of_attaching() throws IOException {
      assertEquals(
          "dev.multilayercache.agent.MultiLayerCacheAgent", manifest().getValue("Premain-Class"));
      assertEquals(
          "dev.multilayercache.agent.MultiLayerCacheAgent", manifest().getValue("Agent-Class"));
    }

    @Test
    void the_manifest_asks_for_retransformation() throws IOException {
      assertEquals("true", manifest().getValue("Can-Retransform-Classes"));
    }

    @Test
    void the_manifest_appends_nothing_to_the_bootstrap_class_path() throws IOException {
      assertNull(manifest().getValue("Boot-Class-Path"));
    }

    @Test
    void the_manifest_states_the_version() throws IOException {
      assertTrue(manifest().getValue(Attributes.Name.IMPLEMENTATION_VERSION).matches("\\d.*"));
    }

    @Test
    void the_notice_names_a_changed_class() throws IOException {
      assertTrue(text("META-INF/NOTICE").contains("com/hazelcast/internal/util/JVMUtil"));
    }

    private Attributes manifest() throws IOException {
      return jar.getManifest().getMainAttributes();
    }
  }

  @Nested
  class HiddenUnderInst {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "boot/MultiLayerCacheDispatcher",
          "dev/multilayercache/agent/AgentStarter",
          "dev/multilayercache/agent/engine/Lifetime",
          "net/bytebuddy/jar/asm/ClassWriter",
          "net/bytebuddy/agent/ByteBuddyAgent",
          "com/github/benmanes/caffeine/cache/Caffeine",
          "com/hazelcast/core/Hazelcast",
          "com/fasterxml/jackson/databind/ObjectMapper",
          "com/fasterxml/jackson/dataformat/yaml/YAMLFactory",
          "org/yaml/snakeyaml/Yaml",
          "com/google/re2j/Pattern",
        })
    void lies(String name) {
      assertTrue(names.contains("inst/" + name + ".classdata"));
    }

    @Test
    void nothing_has_the_name_of_a_class() {
      assertNone("inst/.*\\.class");
    }

    @Test
    void lie_our_classes_the_libraries_and_no_others() {
      Set<String> roots = new TreeSet<>();
      for (String name : names) {
        if (name.startsWith("inst/") && name.endsWith(".classdata")) {
          roots.add(name.replaceFirst("inst/(META-INF/versions/\\d+/)?([^/]+/[^/]+)/.*", "$2"));
        }
      }

      assertEquals(
          Set.of(
              "inst/boot/MultiLayerCacheDispatcher.classdata",
              "com/fasterxml",
              "com/github",
              "com/google",
              "com/hazelcast",
              "dev/multilayercache",
              "net/bytebuddy",
              "org/yaml"),
          roots);
    }

    @Test
    void our_packages_are_the_agents_and_the_contract_of_layers_and_not_the_applications() {
      assertNone("inst/dev/multilayercache/(?!(agent|layer)/).*");
      assertTrue(names.contains("inst/dev/multilayercache/layer/LayerStore.classdata"));
    }

    @Test
    void services_of_several_libraries_are_merged() throws IOException {
      assertEquals(
          Set.of(
              "com.fasterxml.jackson.core.JsonFactory",
              "com.fasterxml.jackson.dataformat.yaml.YAMLFactory"),
          text("inst/META-INF/services/com.fasterxml.jackson.core.JsonFactory")
              .lines()
              .collect(Collectors.toSet()));
    }

    @Test
    void releases_for_newer_Java_versions_are_kept() {
      assertTrue(
          names.contains("inst/META-INF/versions/9/org/yaml/snakeyaml/internal/Logger.classdata"));
    }

    @Test
    void nothing_is_left_of_signatures_module_descriptors_and_Maven() {
      assertNone("(.*/)?module-info\\.class(data)?|.*\\.(SF|RSA|DSA|EC)|.*META-INF/maven/.*");
    }
  }

  @Nested
  class TheLibraries {
    /** The JVM indexes every entry of an agent's jar before it does anything with it. */
    private static final int MOST_ENTRIES = 1_700;

    @Test
    void cost_the_start_of_a_JVM_one_entry_each() {
      assertTrue(jar.size() <= MOST_ENTRIES, jar.size() + " entries");
    }

    @Test
    void lie_in_entries_that_can_be_jumped_about_in() {
      assertEquals(
          List.of(
              "inst/com.fasterxml.zip",
              "inst/com.github.zip",
              "inst/com.google.zip",
              "inst/com.hazelcast.zip",
              "inst/net.bytebuddy.zip",
              "inst/org.yaml.zip"),
          jar.stream()
              .filter(entry -> entry.getMethod() == ZipEntry.STORED)
              .map(ZipEntry::getName)
              .toList());
    }

    @Test
    void are_read_by_the_agent_as_anybody_else_reads_them() throws IOException {
      List<String> different = new ArrayList<>();
      for (String root : libraries()) {
        BundledLibrary library = new BundledLibrary(jar, root);
        for (Map.Entry<String, byte[]> each : inLibraries.entrySet()) {
          String name = each.getKey().substring("inst/".length());
          if (name.replaceFirst("META-INF/versions/\\d+/", "").startsWith(root)
              && !Arrays.equals(each.getValue(), library.read(name))) {
            different.add(name);
          }
        }
      }

      assertEquals(List.of(), different);
      assertTrue(inLibraries.size() > 3_000, inLibraries.size() + " entries");
    }

    private String[] libraries() throws IOException {
      return jar.getManifest().getMainAttributes().getValue("Bundled-Libraries").split(" ");
    }
  }

  @Nested
  class Lambdas {
    @Test
    void of_our_classes_are_left_for_no_JVM_to_make_classes_of() throws IOException {
      List<String> leaving = new ArrayList<>();
      for (String name : names) {
        if (name.matches("inst/dev/multilayercache/.*\\.classdata") && linksLambdas(bytes(name))) {
          leaving.add(name);
        }
      }

      assertEquals(List.of(), leaving);
    }

    @Test
    void have_become_classes_that_verify_and_may_call_what_is_private() throws Exception {
      IsolatedClassLoader loader = new IsolatedClassLoader(ForkedJvm.agentJar().toFile());
      List<String> strangers = new ArrayList<>();
      List<String> made = names.stream().filter(name -> name.contains("$Lambda$")).toList();
      for (String name : made) {
        String type = name.replaceFirst("inst/(.*)\\.classdata", "$1").replace('/', '.');
        if (Class.forName(type, /* initialize= */ true, loader)
            .getNestHost()
            .getName()
            .equals(type)) {
          strangers.add(type);
        }
      }

      assertEquals(List.of(), strangers);
      assertTrue(made.size() > 100, made.size() + " lambdas");
    }

    private boolean linksLambdas(byte[] classFile) {
      boolean[] links = new boolean[1];
      new ClassReader(classFile)
          .accept(
              new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(
                    int access, String name, String type, String signature, String[] exceptions) {
                  return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitInvokeDynamicInsn(
                        String method, String site, Handle bootstrap, Object... arguments) {
                      links[0] |= bootstrap.getOwner().endsWith("/LambdaMetafactory");
                    }
                  };
                }
              },
              ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      return links[0];
    }
  }

  @Nested
  class TheWholeJar {
    @Test
    void has_no_entry_twice() {
      assertEquals(names.size(), Set.copyOf(names).size());
    }

    @Test
    void is_within_its_size_budget() {
      assertTrue(ForkedJvm.agentJar().toFile().length() <= SIZE_BUDGET);
    }

    @Test
    void is_reproducible_its_entries_are_sorted_after_the_manifest() {
      List<String> entries = jar.stream().map(ZipEntry::getName).toList();
      List<String> rest = entries.subList(1, entries.size());

      assertEquals(JarFile.MANIFEST_NAME, entries.get(0));
      assertEquals(rest.stream().sorted().toList(), rest);
    }

    @Test
    void is_reproducible_its_entries_have_one_time() {
      Set<LocalDateTime> times = new HashSet<>(timesInLibraries);
      jar.stream().map(ZipEntry::getTimeLocal).forEach(times::add);

      assertEquals(Set.of(LocalDateTime.of(2026, 1, 1, 0, 0)), times);
    }
  }

  @Nested
  class LoggingFrameworks {
    @Test
    void are_not_known_to_our_classes_nor_to_Caffeine() throws IOException {
      List<String> knowing = new ArrayList<>();
      for (String name : names) {
        if (name.matches("(inst/)?(dev/multilayercache|com/github)/.*\\.class(data)?")
            && constantsOf(name).stream().anyMatch(each -> each.startsWith("java/util/logging/"))) {
          knowing.add(name);
        }
      }

      assertEquals(List.of(), knowing);
    }

    @Test
    void are_not_asked_for_by_System_getLogger_anywhere() throws IOException {
      List<String> asking = new ArrayList<>();
      for (String name : names) {
        if (name.matches(".*\\.class(data)?") && asksForLogger(bytes(name))) {
          asking.add(name);
        }
      }

      assertEquals(List.of(), asking);
    }
  }

  @Nested
  class APatchedClass {
    @Test
    void of_Hazelcast_makes_daemon_threads_even_for_a_thread_that_is_none() throws Exception {
      Class<?> type =
          isolated().loadClass("com.hazelcast.internal.util.executor.PoolExecutorThreadFactory");
      ThreadFactory factory =
          (ThreadFactory)
              type.getConstructor(String.class, ClassLoader.class).newInstance("test", null);
      boolean[] daemon = new boolean[1];
      Thread ofTheApplication =
          new Thread(() -> daemon[0] = factory.newThread(() -> {}).isDaemon());
      ofTheApplication.setDaemon(false);

      ofTheApplication.start();
      ofTheApplication.join();

      assertTrue(daemon[0]);
    }

    @Test
    void of_Hazelcast_no_longer_asks_JMX_whether_references_are_compressed() throws IOException {
      assertEquals(
          List.of(),
          constantsOf("inst/com/hazelcast/internal/util/JVMUtil.classdata").stream()
              .filter(each -> each.startsWith("java/lang/management/"))
              .toList());
    }

    @Test
    void of_Caffeine_has_a_logger_that_says_nothing() throws Exception {
      Class<?> type = isolated().loadClass("com.github.benmanes.caffeine.cache.Caffeine");
      Field logger = type.getDeclaredField("logger");
      logger.setAccessible(true);

      assertEquals(
          "dev.multilayercache.agent.log.SilentLogger", logger.get(null).getClass().getName());
    }

    private IsolatedClassLoader isolated() throws IOException {
      return new IsolatedClassLoader(ForkedJvm.agentJar().toFile());
    }
  }

  private static void assertNone(String regex) {
    Pattern pattern = Pattern.compile(regex);
    assertEquals(
        List.of(), names.stream().filter(name -> pattern.matcher(name).matches()).toList());
  }

  private static String text(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String name) throws IOException {
    if (inLibraries.containsKey(name)) {
      return inLibraries.get(name);
    }
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return in.readAllBytes();
    }
  }

  /** Names of all classes that a class file mentions. */
  private static List<String> constantsOf(String name) throws IOException {
    ClassReader reader = new ClassReader(bytes(name));
    char[] buffer = new char[reader.getMaxStringLength()];
    List<String> classes = new ArrayList<>();
    for (int i = 1; i < reader.getItemCount(); i++) {
      int offset = reader.getItem(i);
      if (offset > 0 && reader.readByte(offset - 1) == /* CONSTANT_Class */ 7) {
        classes.add(reader.readUTF8(offset, buffer));
      }
    }
    return classes;
  }

  private static boolean asksForLogger(byte[] classFile) {
    if (!new String(classFile, StandardCharsets.ISO_8859_1).contains("java/lang/System$Logger")) {
      return false;
    }
    boolean[] asks = new boolean[1];
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String type, String signature, String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String method, String type, boolean ofInterface) {
                    asks[0] |= owner.equals("java/lang/System") && method.equals("getLogger");
                  }
                };
              }
            },
            ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return asks[0];
  }
}
