package dev.multilayercache.agent.config;

import java.util.List;

/**
 * The keys that values are encrypted with, each Base64 of 16 or 32 bytes.
 *
 * @param key encrypts and decrypts
 * @param previousKeys decrypt what was encrypted before the key was changed
 */
public record EncryptionConfig(String key, List<String> previousKeys) {
  public EncryptionConfig {
    previousKeys = List.copyOf(previousKeys);
  }

  /** Never shows a key. */
  @Override
  public String toString() {
    return "1 key and " + previousKeys.size() + " before";
  }
}
