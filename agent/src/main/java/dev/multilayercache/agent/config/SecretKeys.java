package dev.multilayercache.agent.config;

import dev.multilayercache.agent.log.AgentLog;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Understands the keys of {@code cluster} whose values nobody may see: they come from outside the
 * file, and are never shown. A reference to what is not set means that there is none.
 */
final class SecretKeys {
  private static final String REQUIRED = "requireSecret";
  private static final String KEY = "encryptionKey";
  private static final String PREVIOUS = "previousEncryptionKeys";
  private static final String KEY_EXAMPLE =
      "Write ${env:MULTILAYERCACHE_ENCRYPTION_KEY} and set that variable.";

  private final SectionReader cluster;
  private final Substitution substitution;

  SecretKeys(SectionReader cluster, Substitution substitution) {
    this.cluster = cluster;
    this.substitution = substitution;
  }

  /** What seals values and messages; null if there is none. */
  @Nullable String secret() throws ConfigException {
    String example = "Write ${env:MULTILAYERCACHE_SECRET} and set that variable.";
    String secret = given(cluster.written("secret", "text", example), example);
    if (secret == null && isRequired()) {
      throw cluster
          .place("secret")
          .refuse("is not set, and requireSecret is true. Set the variable that it refers to.");
    }
    return secret;
  }

  /** What encrypts values; null if they are not encrypted. */
  @Nullable EncryptionConfig encryption() throws ConfigException {
    List<String> previous = new ArrayList<>();
    for (Setting.Text written : cluster.texts(PREVIOUS, "Write [${env:NAME}].")) {
      String key = key(written);
      if (key != null) {
        previous.add(key);
      }
    }
    Setting.Text written = cluster.written(KEY, "text", KEY_EXAMPLE);
    String key = key(written);
    if (key == null) {
      requireNoKey(written, previous);
      return null;
    }
    if (secret() == null) {
      throw cluster
          .place(KEY)
          .refuse(
              "is set, but secret is not: what is encrypted must be sealed too, or it could be put"
                  + " back and invalidations be forged. Set both.");
    }
    return new EncryptionConfig(key, previous);
  }

  private void requireNoKey(Setting.@Nullable Text written, List<String> previous)
      throws ConfigException {
    if (!previous.isEmpty()) {
      throw cluster
          .place(PREVIOUS)
          .refuse("are set, but encryptionKey is not. Set it, or remove these.");
    }
    if (written == null) {
      return;
    }
    if (isRequired()) {
      throw written
          .place()
          .refuse("is not set, and requireSecret is true. Set the variable that it refers to.");
    }
    AgentLog.warn(
        written.place() + " refers to a variable that is not set: values are not encrypted.");
  }

  private boolean isRequired() throws ConfigException {
    return cluster.flag(REQUIRED, /* otherwise= */ false);
  }

  private @Nullable String key(Setting.@Nullable Text written) throws ConfigException {
    String given = given(written, KEY_EXAMPLE);
    String key = given == null ? null : given.strip();
    if (written != null && key != null && !isKey(key)) {
      throw written
          .place()
          .refuse("is not Base64 of 16 or 32 bytes. Make one with: openssl rand -base64 32");
    }
    return key;
  }

  private static boolean isKey(String text) {
    try {
      int length = Base64.getDecoder().decode(text).length;
      return length == 16 || length == 32;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private @Nullable String given(Setting.@Nullable Text written, String example)
      throws ConfigException {
    if (written == null) {
      return null;
    }
    if (written.place().isProperty()) {
      return blankToNull(written.text());
    }
    if (!Substitution.isReference(written.text())) {
      throw written
          .place()
          .refuse("is written out in the file, where others can read it. " + example);
    }
    return blankToNull(substitution.resolveWhole(written));
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
