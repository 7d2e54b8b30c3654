package dev.multilayercache.agent;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The hidden half of the agent's jar: what lies under {@code inst/}, by the names it had before it
 * was hidden there.
 *
 * <p>{@code com/acme/Thing.class} is kept as {@code inst/com/acme/Thing.classdata}, so that nobody
 * else takes it for a class. Releases of a class for newer Java versions lie under {@code
 * inst/META-INF/versions/N/}, as in any multi-release jar.
 *
 * <p>Addresses of resources have a protocol of their own. {@code jar:} addresses share their open
 * files with the application, and one side closing such a file breaks the other.
 *
 * <p>Stays open as long as the JVM runs. Safe for use by any thread.
 */
final class AgentBundle {
  private static final String ROOT = "inst/";
  private static final String RELEASES = "Bundled-Releases";

  private final JarFile jar;
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
    if (releases == null) {
      jar.close();
      throw new IOException(file + " is not the agent's jar as it was built");
    }
    prefixes = prefixes(releases);
    version = manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
  }

  /** The agent's version as its manifest states it. */
  @Nullable String version() {
    return version;
  }

  /** A resource's bytes, or {@code null} if the bundle has none of that name. */
  byte @Nullable [] read(String name) throws IOException {
    ZipEntry entry = find(name);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  /** A resource's address, or {@code null} if the bundle has none of that name. */
  @Nullable URL locate(String name) throws IOException {
    return find(name) == null ? null : new URL(null, Protocol.NAME + ":/" + name, protocol);
  }

  private @Nullable ZipEntry find(String name) {
    String hidden = name.endsWith(".class") ? name + "data" : name;
    for (String prefix : prefixes) {
      ZipEntry entry = jar.getEntry(prefix + hidden);
      if (entry != null && !entry.isDirectory()) {
        return entry;
      }
    }
    return null;
  }

  /** Where to look, in order: the newest release that this JVM runs first, the plain one last. */
  private static String[] prefixes(String releases) {
    String[] ascending = releases.isBlank() ? new String[0] : releases.trim().split(" ");
    int usable = 0;
    while (usable < ascending.length
        && Integer.parseInt(ascending[usable]) <= Runtime.version().feature()) {
      usable++;
    }
    String[] prefixes = new String[usable + 1];
    for (int i = 0; i < usable; i++) {
      prefixes[i] = ROOT + "META-INF/versions/" + ascending[usable - 1 - i] + "/";
    }
    prefixes[usable] = ROOT;
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
