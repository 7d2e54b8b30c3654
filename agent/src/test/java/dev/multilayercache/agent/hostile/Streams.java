package dev.multilayercache.agent.hostile;

import dev.multilayercache.fixture.hostile.Canary;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamConstants;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Values as the codec has them, each made to run code, to fill the memory or to end the stack. */
final class Streams {
  private static final byte JSON = 1;
  private static final byte SERIALIZED = 2;

  private Streams() {}

  static List<byte[]> all() {
    try {
      List<byte[]> all = new ArrayList<>();
      for (Object gadget : gadgets()) {
        all.add(serialized(gadget));
      }
      all.add(announcing("[B", Integer.MAX_VALUE));
      all.add(announcing("[J", 900_000));
      all.add(announcing("[Ljava.lang.Object;", Integer.MAX_VALUE));
      all.add(announcing("[[[[Ljava.lang.Object;", Integer.MAX_VALUE));
      all.add(mapsOf(Integer.MAX_VALUE));
      all.add(mapsOf(350_000));
      all.add(listsOf(1_000_000));
      all.add(classesThatExtend(20_000));
      all.add(longText());
      for (String json : json()) {
        all.add(join(JSON, json.getBytes(StandardCharsets.UTF_8)));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Object> gadgets() throws IOException {
    Map<Object, Object> byUrl = new HashMap<>();
    byUrl.put(URI.create("http://127.0.0.1:1/").toURL(), 1);
    Object proxy =
        Proxy.newProxyInstance(
            Streams.class.getClassLoader(), new Class<?>[] {Comparable.class}, new Canary());
    return List.of(
        new Canary(),
        new Canary[] {new Canary()},
        new Object[] {new Canary()},
        new ArrayList<>(List.of(new Canary())),
        new HashMap<>(Map.of(new Canary(), 1)),
        new HashMap<>(Map.of("properties", new Canary())),
        new HashSet<>(Set.of(new Canary())),
        new TreeSet<>(Set.of(new Canary())),
        Canary.class,
        proxy,
        new ArrayList<>(List.of(proxy)),
        byUrl,
        new java.io.File("/"),
        deep(40),
        deep(200));
  }

  private static Object deep(int levels) {
    Object nested = "end";
    for (int i = 0; i < levels; i++) {
      nested = new ArrayList<>(List.of(nested));
    }
    return nested;
  }

  private static List<String> json() {
    String canary = Canary.class.getName();
    return List.of(
        "[".repeat(100_000),
        "{\"labels\":".repeat(50_000),
        "{\"name\":\"" + "x".repeat(1 << 20),
        "{\"count\":1e999999999}",
        "{\"price\":1e999999999}",
        "{\"price\":" + "9".repeat(500_000) + "}",
        "{\"weight\":1" + "0".repeat(100_000) + "}",
        "{\"labels\":[\"" + canary + "\",[]]}",
        "{\"labels\":[\"ArrayList\",[" + "[".repeat(2_000),
        "{\"@class\":\"" + canary + "\"}",
        "[\"" + canary + "\",{}]",
        "{\"sent\":\"+1000000000-12-31T23:59:59.999999999Z\"}",
        "{\"image\":\"" + "A".repeat(1 << 19) + "\"}");
  }

  static byte[] serialized(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return join(SERIALIZED, bytes.toByteArray());
  }

  /** An array of which there is nothing but the length. */
  private static byte[] announcing(String type, int length) throws IOException {
    return written(
        out -> {
          out.writeByte(ObjectStreamConstants.TC_ARRAY);
          writeClass(out, type, ObjectStreamConstants.SC_SERIALIZABLE);
          out.writeByte(ObjectStreamConstants.TC_NULL);
          out.writeInt(length);
        });
  }

  /** Maps within maps, none of which has as many entries as it says. */
  private static byte[] mapsOf(int announced) throws IOException {
    Object nested = null;
    for (int i = 0; i < 30; i++) {
      Map<Object, Object> map = new HashMap<>();
      map.put(nested, null);
      nested = map;
    }
    byte[] end = {ObjectStreamConstants.TC_BLOCKDATA, 8, 0, 0, 0, 16, 0, 0, 0, 1};
    return patched(serialized(nested), end, 6, announced);
  }

  private static byte[] listsOf(int announced) throws IOException {
    byte[] size = {0, 0, 0, 1, ObjectStreamConstants.TC_BLOCKDATA, 4, 0, 0, 0, 1};
    return patched(serialized(deep(30)), size, 0, announced);
  }

  /** With a number somewhere in each place that looks like this one. */
  private static byte[] patched(byte[] bytes, byte[] place, int offset, int number) {
    int patches = 0;
    for (int at = 0; at + place.length <= bytes.length; at++) {
      if (Arrays.equals(Arrays.copyOfRange(bytes, at, at + place.length), place)) {
        patches++;
        for (int i = 0; i < 4; i++) {
          bytes[at + offset + i] = (byte) (number >>> 8 * (3 - i));
        }
      }
    }
    if (patches < 30) {
      throw new AssertionError(patches + " places");
    }
    return bytes;
  }

  private static byte[] classesThatExtend(int classes) throws IOException {
    return written(
        out -> {
          out.writeByte(ObjectStreamConstants.TC_OBJECT);
          for (int i = 0; i < classes; i++) {
            writeClass(out, "java.util.ArrayList", ObjectStreamConstants.SC_SERIALIZABLE);
          }
          out.writeByte(ObjectStreamConstants.TC_NULL);
        });
  }

  private static byte[] longText() throws IOException {
    return written(
        out -> {
          out.writeByte(ObjectStreamConstants.TC_LONGSTRING);
          out.writeLong(Long.MAX_VALUE);
        });
  }

  private static void writeClass(DataOutputStream out, String name, byte flags) throws IOException {
    out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
    out.writeUTF(name);
    out.writeLong(0);
    out.writeByte(flags);
    out.writeShort(0);
    out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
  }

  private static byte[] written(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(SERIALIZED);
      out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
      out.writeShort(ObjectStreamConstants.STREAM_VERSION);
      content.writeTo(out);
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte form, byte[] content) {
    byte[] bytes = new byte[content.length + 1];
    bytes[0] = form;
    System.arraycopy(content, 0, bytes, 1, content.length);
    return bytes;
  }

  private interface Content {
    void writeTo(DataOutputStream out) throws IOException;
  }
}
