package dev.multilayercache.agent.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What goes under {@code inst/}: our classes and the libraries', by the names that the isolated
 * class loader asks for.
 *
 * <p>What a library has in packages of its own becomes one entry, itself a zip, because the JVM
 * indexes all entries of a jar at its start. Lists of services are merged. Releases for newer Java
 * versions are taken from jars that declare themselves multi-release. Legal texts are kept per
 * library. Manifests, signatures, module descriptors, Maven's files and samples are left out.
 */
final class BundleContent {
  private static final String ROOT = "inst/";
  private static final String SERVICES = "META-INF/services/";
  private static final Pattern RELEASE = Pattern.compile("META-INF/versions/(\\d+)/.+");
  private static final Pattern LIBRARY_CLASS =
      Pattern.compile("(?:META-INF/versions/\\d+/)?(\\w+/\\w+/).+\\.class");
  private static final Pattern LEGAL =
      Pattern.compile(
          "(META-INF/)?[^/]*(LICENSE|NOTICE|THIRD-PARTY|attribution)[^/]*|META-INF/licenses/.+");
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "META-INF/(MANIFEST\\.MF|maven/.*|INDEX\\.LIST|[^/]*\\.(SF|RSA|DSA|EC))"
              + "|(META-INF/versions/\\d+/)?module-info\\.class"
              // Hazelcast: samples, older and JSON schemas, helpers for other ways of joining.
              + "|lib/.*|release_notes\\.txt|hazelcast-.*(full-example|docker|hardened).*"
              + "|hazelcast-(client-|client-failover-)?config-\\d.*\\.(json|xsd)"
              + "|hazelcast-download\\.properties");

  private final Map<String, byte[]> content = new TreeMap<>();
  private final Map<String, Set<String>> services = new TreeMap<>();
  private final Set<Integer> releases = new TreeSet<>();
  private final List<String> libraries = new ArrayList<>();
  private final Set<String> roots = new TreeSet<>();
  private final Pattern unused;

  /**
   * @param unused names of libraries' entries that nothing needs at run time; they are left out
   */
  BundleContent(Pattern unused) {
    this.unused = unused;
  }

  /** Adds a file under the name it is asked for; the second of one name is an error. */
  void add(String name, byte[] bytes, String origin) {
    if (content.putIfAbsent(name, bytes) != null) {
      throw new IllegalStateException("Two files named " + name + ", one of them of " + origin);
    }
  }

  /** Adds all that a library needs at run time. */
  void addLibrary(Path jar) throws IOException {
    String library = String.valueOf(jar.getFileName()).replaceFirst("\\.jar$", "");
    libraries.add(library);
    try (JarFile file = new JarFile(jar.toFile())) {
      boolean multiRelease = file.isMultiRelease();
      for (JarEntry entry : Collections.list(file.entries())) {
        if (!entry.isDirectory() && !isLeftOut(entry.getName())) {
          try (InputStream in = file.getInputStream(entry)) {
            addOf(library, multiRelease, entry.getName(), in.readAllBytes());
          }
        }
      }
    }
  }

  private boolean isLeftOut(String name) {
    return LEFT_OUT.matcher(name).matches() || unused.matcher(name).matches();
  }

  private void addOf(String library, boolean multiRelease, String name, byte[] bytes) {
    Matcher release = RELEASE.matcher(name);
    Matcher type = LIBRARY_CLASS.matcher(name);
    if (type.matches()) {
      roots.add(type.group(1));
    }
    if (LEGAL.matcher(name).matches()) {
      add("licenses/" + library + "/" + name, bytes, library);
    } else if (name.startsWith(SERVICES)) {
      Set<String> providers = services.computeIfAbsent(name, first -> new LinkedHashSet<>());
      new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .forEach(providers::add);
    } else if (release.matches()) {
      if (multiRelease) {
        releases.add(Integer.valueOf(release.group(1)));
        add(name, bytes, library);
      }
    } else {
      add(name, bytes, library);
    }
  }

  /** Changes classes, then makes sure that none is left which starts a logging framework. */
  void apply(List<ClassPatch> patches) {
    for (ClassPatch patch : patches) {
      String name = patch.className() + ".class";
      content.put(name, patch.apply(content.get(name)));
    }
    content.forEach(
        (name, bytes) -> {
          if (name.endsWith(".class") && SystemLoggerCalls.countIn(bytes) > 0) {
            throw new IllegalStateException(name + " calls System.getLogger; add a patch for it");
          }
        });
  }

  /** Puts everything under {@code inst/}, where nothing has the name of a class any more. */
  void hideIn(ReproducibleJar jar, Instant time) throws IOException {
    Map<String, ReproducibleJar> zips = new TreeMap<>();
    content.forEach(
        (name, bytes) -> {
          String root = rootOf(name);
          if (root.isEmpty()) {
            jar.add(ROOT + hidden(name), bytes);
          } else {
            zips.computeIfAbsent(root, first -> new ReproducibleJar()).add(hidden(name), bytes);
          }
        });
    for (Map.Entry<String, ReproducibleJar> zip : zips.entrySet()) {
      String name = ROOT + zip.getKey().replace('/', '.') + "zip";
      jar.addUncompressed(name, zip.getValue().bytes(time));
    }
    services.forEach(
        (name, providers) ->
            jar.add(
                ROOT + name,
                (String.join("\n", providers) + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /** What the names of its library's entries begin with; empty for all that is in no library. */
  private String rootOf(String name) {
    String plain = name.replaceFirst("^META-INF/versions/\\d+/", "");
    return roots.stream().filter(plain::startsWith).findFirst().orElse("");
  }

  private static String hidden(String name) {
    return name.endsWith(".class") ? name + "data" : name;
  }

  /** Java versions that some class has a release of its own for, ascending. */
  String releases() {
    return String.join(" ", releases.stream().map(String::valueOf).toList());
  }

  /** What the names of the libraries' entries begin with. */
  String roots() {
    return String.join(" ", roots);
  }

  /** The libraries added, with their versions. */
  List<String> libraries() {
    return Collections.unmodifiableList(libraries);
  }

  int size() {
    return content.size() + services.size();
  }
}
