package dev.multilayercache.agent.packaging;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the agent's one jar, as a step of the build.
 *
 * <p>At the root lie the classes that the JVM's system loader must see; all else is hidden under
 * {@code inst/}. Whatever is not as expected fails the build.
 */
public final class AgentJarPackager {
  private static final Set<String> VISIBLE_CLASSES =
      Set.of("MultiLayerCacheAgent", "IsolatedClassLoader", "AgentBundle", "BundledLibrary");
  private static final String PREMAIN_CLASS = "dev.multilayercache.agent.MultiLayerCacheAgent";
  private static final String DISPATCHER = "MultiLayerCacheDispatcher.class";

  /** What a third party's layer is written against. */
  private static final String CONTRACT_OF_LAYERS = "dev/multilayercache/layer";

  private AgentJarPackager() {}

  /**
   * Builds the jar.
   *
   * @param arguments the jar to write; its version; the time of all its entries (ISO-8601); the
   *     directories of our classes, of the dispatcher's class and of the legal texts; the jars to
   *     bundle, separated as in a class path; which of their entries are left out; the directory of
   *     the classes that applications are compiled against
   */
  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments[0]);
    Path classes = Path.of(arguments[3]);
    Path dispatcher = Path.of(arguments[4]).resolve("java/lang").resolve(DISPATCHER);
    Path legal = Path.of(arguments[5]);

    ReproducibleJar jar = new ReproducibleJar();
    BundleContent bundle = new BundleContent(Pattern.compile(arguments[7]));
    Map<String, byte[]> hidden = new TreeMap<>();
    for (Path file : filesIn(classes)) {
      String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
      if (isVisible(name)) {
        jar.add(name, Files.readAllBytes(file));
      } else {
        hidden.put(name, Files.readAllBytes(file));
      }
    }
    PlainLambdas.in(hidden).forEach((name, bytes) -> bundle.add(name, bytes, "our classes"));
    Path api = Path.of(arguments[8]);
    for (Path file : filesIn(api.resolve(CONTRACT_OF_LAYERS))) {
      String name = api.relativize(file).toString().replace(File.separatorChar, '/');
      bundle.add(name, Files.readAllBytes(file), "the contract of layers");
    }
    bundle.add("boot/" + DISPATCHER, Files.readAllBytes(dispatcher), "the dispatcher");
    for (String library : arguments[6].split(File.pathSeparator)) {
      bundle.addLibrary(Path.of(library));
    }
    for (Path file : filesIn(legal.resolve("licenses"))) {
      bundle.add("licenses/" + file.getFileName(), Files.readAllBytes(file), "legal texts");
    }
    List<ClassPatch> patches = BundledClassPatches.all();
    bundle.apply(patches);

    jar.add(JarFile.MANIFEST_NAME, manifest(arguments[1], bundle));
    jar.add("META-INF/LICENSE", Files.readAllBytes(legal.resolve("LICENSE")));
    jar.add("META-INF/NOTICE", notice(legal, bundle, patches));
    Instant time = Instant.parse(arguments[2]);
    bundle.hideIn(jar, time);
    Files.write(target, jar.bytes(time));
    System.out.println(
        target.getFileName()
            + ": "
            + bundle.size()
            + " entries hidden, "
            + patches.size()
            + " classes changed, "
            + Files.size(target) / 1024
            + " KiB");
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  private static boolean isVisible(String name) {
    String simpleName = name.substring(name.lastIndexOf('/') + 1);
    return VISIBLE_CLASSES.contains(simpleName.replaceFirst("(\\$.*)?\\.class$", ""));
  }

  private static byte[] manifest(String version, BundleContent bundle) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Name.MANIFEST_VERSION, "1.0");
    main.put(Name.IMPLEMENTATION_TITLE, "Multi-Layer Cache Agent");
    main.put(Name.IMPLEMENTATION_VERSION, version);
    main.putValue("Premain-Class", PREMAIN_CLASS);
    main.putValue("Agent-Class", PREMAIN_CLASS);
    main.put(Name.MAIN_CLASS, PREMAIN_CLASS);
    main.putValue("Can-Retransform-Classes", "true");
    main.putValue("Bundled-Releases", bundle.releases());
    main.putValue("Bundled-Libraries", bundle.roots());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    manifest.write(bytes);
    return bytes.toByteArray();
  }

  private static byte[] notice(Path legal, BundleContent bundle, List<ClassPatch> patches)
      throws IOException {
    StringBuilder text = new StringBuilder(Files.readString(legal.resolve("NOTICE")));
    text.append("\nBundled, each under its own licence (texts under inst/licenses/):\n");
    bundle.libraries().forEach(each -> text.append("  ").append(each).append('\n'));
    text.append("\nClasses of these that were changed:\n");
    for (ClassPatch patch : patches) {
      text.append("  ").append(patch.className()).append("\n    ");
      text.append(patch.effect()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
