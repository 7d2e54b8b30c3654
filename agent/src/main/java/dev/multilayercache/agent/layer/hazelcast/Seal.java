package dev.multilayercache.agent.layer.hazelcast;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Proves that bytes in the cluster were written by somebody who knows the secret, for this place.
 *
 * <p>HMAC-SHA-256 cut to 16 bytes (RFC 2104), over the application, the place (cache and key) and
 * the bytes, so that a value cannot be moved to another key. Without a secret nothing is proved;
 * with one, bytes that are not sealed are as good as forged. Safe for use by any thread.
 */
final class Seal {
  private static final byte OPEN = 0;
  private static final byte SEALED = 1;
  private static final int MAC_BYTES = 16;

  private final byte[] application;
  private final @Nullable SecretKeySpec secret;

  /** Made when it is first needed: not before {@code main}. */
  private volatile @Nullable Mac begun;

  Seal(String application, @Nullable String secret) {
    this.application = application.getBytes(StandardCharsets.UTF_8);
    this.secret =
        secret == null
            ? null
            : new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  byte[] close(String cache, String key, byte[] content) {
    int length = content.length + 1;
    byte[] closed = new byte[secret == null ? length : length + MAC_BYTES];
    closed[0] = secret == null ? OPEN : SEALED;
    System.arraycopy(content, 0, closed, 1, content.length);
    if (secret != null) {
      System.arraycopy(mac(secret, cache, key, closed, length), 0, closed, length, MAC_BYTES);
    }
    return closed;
  }

  /** What was closed, or null if it was not closed here with this secret. */
  byte @Nullable [] open(String cache, String key, byte[] closed) {
    ByteBuffer content = look(cache, key, closed);
    return content == null ? null : Arrays.copyOfRange(closed, content.position(), content.limit());
  }

  /** The same without a copy: what was closed, within the very bytes. */
  @Nullable ByteBuffer look(String cache, String key, byte[] closed) {
    int overhead = secret == null ? 1 : 1 + MAC_BYTES;
    if (closed.length < overhead || closed[0] != (secret == null ? OPEN : SEALED)) {
      return null;
    }
    int end = closed.length - overhead + 1;
    if (secret != null
        && !MessageDigest.isEqual(
            mac(secret, cache, key, closed, end), Arrays.copyOfRange(closed, end, closed.length))) {
      return null;
    }
    return ByteBuffer.wrap(closed, 1, end - 1);
  }

  private byte[] mac(SecretKeySpec secret, String cache, String key, byte[] bytes, int length) {
    try {
      Mac mac = begun(secret);
      update(mac, cache.getBytes(StandardCharsets.UTF_8));
      update(mac, key.getBytes(StandardCharsets.UTF_8));
      mac.update(bytes, 0, length);
      return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /** A copy of one that knows secret and application: to make one anew asks all providers. */
  private Mac begun(SecretKeySpec secret) throws GeneralSecurityException {
    Mac known = begun;
    if (known == null) {
      known = fresh(secret);
      begun = known; // and is never used itself
    }
    try {
      return (Mac) known.clone();
    } catch (CloneNotSupportedException ofAnotherProvider) {
      return fresh(secret);
    }
  }

  private Mac fresh(SecretKeySpec secret) throws GeneralSecurityException {
    Mac fresh = Mac.getInstance("HmacSHA256");
    fresh.init(secret);
    update(fresh, application);
    return fresh;
  }

  private static void update(Mac mac, byte[] part) {
    int length = part.length;
    mac.update((byte) (length >>> 24));
    mac.update((byte) (length >>> 16));
    mac.update((byte) (length >>> 8));
    mac.update((byte) length);
    mac.update(part);
  }
}
