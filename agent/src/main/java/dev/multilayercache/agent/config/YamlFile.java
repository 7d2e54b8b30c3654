package dev.multilayercache.agent.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a file of YAML as text: UTF-8, at most 1 MiB. */
final class YamlFile {
  static final int MOST_BYTES = 1 << 20;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private YamlFile() {}

  static Setting.Section read(File file) throws ConfigException {
    String name = file.getPath();
    String text = decode(name, bytes(name, file));
    return new YamlComposer(name, text).compose();
  }

  private static byte[] bytes(String name, File file) throws ConfigException {
    if (file.isDirectory()) {
      throw new ConfigException(name + " is a directory. Name the file in it.");
    }
    if (!file.exists()) {
      throw new ConfigException(name + " does not exist. Correct the path.");
    }
    byte[] bytes;
    try (InputStream in = new FileInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw new ConfigException(
          name + " cannot be read (" + e.getMessage() + "). Allow this process to read it.");
    }
    if (bytes.length > MOST_BYTES) {
      throw new ConfigException(name + " is larger than 1 MiB. Name an agent.yaml.");
    }
    return bytes;
  }

  private static String decode(String name, byte[] bytes) throws ConfigException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new ConfigException(name + " is not UTF-8 text. Save it as UTF-8.");
    }
  }
}
