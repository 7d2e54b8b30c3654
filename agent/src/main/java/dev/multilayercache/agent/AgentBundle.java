package dev.multilayercache.agent;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The hidden half of the agent's jar: what lies under {@code inst/}, by the names it had before it
 * was hidden there.
 *
 * <p>{@code com/acme/Thing.class} is kept as {@code inst/com/acme/Thing.classdata}, so that nobody
 * else takes it for a class. What belongs to a library is in a zip of its own there, see {@link
 * BundledLibrary}; in that, releases of a class for newer Java versions lie under {@code
 * META-INF/versions/N/}, as in any multi-release jar.
 *
 * <p>Addresses of resources have a protocol of their own. {@code jar:} addresses share their open
 * files with the application, and one side closing such a file breaks the other.
 *
 * <p>Stays open as long as the JVM runs. Safe for use by any thread.
 */
final class AgentBundle {
  private static final String ROOT = "inst/";
  private static final String RELEASES = "Bundled-Releases";
  private static final String LIBRARIES = "Bundled-Libraries";

  private final JarFile jar;
  private final List<BundledLibrary> libraries = new ArrayList<>();
  private final String[] prefixes;
  private final @Nullable String version;
  private final Protocol protocol = new Protocol();

  /**
   * Opens an agent's jar.
   *
   * @throws IOException if it cannot be read, or is some other jar
   */
  AgentBundle(File file) throws IOException {
    jar = new JarFile(file, /* verify= */ false);
    Attributes manifest =
        jar.getManifest() == null ? new Attributes() : jar.getManifest().getMainAttributes();
    String releases = manifest.getValue(RELEASES);
    String roots = manifest.getValue(LIBRARIES);
    if (releases == null || roots == null) {
      jar.close();
      throw new IOException(file + " is not the agent's jar as it was built");
    }
    prefixes = prefixes(releases);
    if (!roots.isBlank()) {
      for (String root : roots.split(" ")) {
        libraries.add(new BundledLibrary(jar, root));
      }
    }
    version = manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
  }

  /** The agent's version as its manifest states it. */
  @Nullable String version() {
    return version;
  }

  /** A resource's bytes, or {@code null} if the bundle has none of that name. */
  byte @Nullable [] read(String name) throws IOException {
    String hidden = hidden(name);
    BundledLibrary library = libraryOf(name);
    if (library == null) {
      return readOwn(ROOT + hidden);
    }
    for (String prefix : prefixes) {
      byte[] bytes = library.read(prefix + hidden);
      if (bytes != null) {
        return bytes;
      }
    }
    return null;
  }

  private byte @Nullable [] readOwn(String path) throws IOException {
    ZipEntry entry = jar.getEntry(path);
    if (entry == null || entry.isDirectory()) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  /** A resource's address, or {@code null} if the bundle has none of that name. */
  @Nullable URL locate(String name) throws IOException {
    return has(name) ? new URL(null, Protocol.NAME + ":/" + name, protocol) : null;
  }

  private boolean has(String name) throws IOException {
    String hidden = hidden(name);
    BundledLibrary library = libraryOf(name);
    if (library == null) {
      ZipEntry entry = jar.getEntry(ROOT + hidden);
      return entry != null && !entry.isDirectory();
    }
    for (String prefix : prefixes) {
      if (library.has(prefix + hidden)) {
        return true;
      }
    }
    return false;
  }

  private static String hidden(String name) {
    return name.endsWith(".class") ? name + "data" : name;
  }

  private @Nullable BundledLibrary libraryOf(String name) {
    for (BundledLibrary library : libraries) {
      if (library.isHomeOf(name)) {
        return library;
      }
    }
    return null;
  }

  /**
   * Where a library is looked into, in order: the newest release that this JVM runs first, the
   * plain one last.
   */
  private static String[] prefixes(String releases) {
    String[] ascending = releases.isBlank() ? new String[0] : releases.trim().split(" ");
    int usable = 0;
    while (usable < ascending.length
        && Integer.parseInt(ascending[usable]) <= Runtime.version().feature()) {
      usable++;
    }
    String[] prefixes = new String[usable + 1];
    for (int i = 0; i < usable; i++) {
      prefixes[i] = "META-INF/versions/" + ascending[usable - 1 - i] + "/";
    }
    prefixes[usable] = "";
    return prefixes;
  }

  /** Opens addresses of this bundle; known to those addresses only, never registered. */
  private final class Protocol extends URLStreamHandler {
    static final String NAME = "multilayercache";

    @Override
    protected URLConnection openConnection(URL address) {
      return new Resource(address);
    }
  }

  /** One resource being read. */
  private final class Resource extends URLConnection {
    private byte @Nullable [] bytes;

    Resource(URL address) {
      super(address);
    }

    @Override
    public void connect() throws IOException {
      content();
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new ByteArrayInputStream(content());
    }

    @Override
    public long getContentLengthLong() {
      try {
        return content().length;
      } catch (IOException unreadable) {
        return -1;
      }
    }

    private byte[] content() throws IOException {
      byte[] content = bytes;
      if (content == null) {
        content = read(url.getPath().substring(1));
        if (content == null) {
          throw new FileNotFoundException(url + " is not in the agent's jar");
        }
        bytes = content;
        connected = true;
      }
      return content;
    }
  }
}
