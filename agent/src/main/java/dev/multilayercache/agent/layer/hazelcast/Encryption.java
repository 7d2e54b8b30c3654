package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.config.EncryptionConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values from whoever can read the cluster's memory or traffic but has no key.
 *
 * <p>AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits for each value, bound to a place,
 * so that bytes moved elsewhere are not decrypted. From the key in agent.yaml follow, by HKDF (RFC
 * 5869) and for this application alone, the key of the cipher and a number that travels with each
 * value and tells which key it was. The first key encrypts, all of them decrypt. Safe for use by
 * any thread.
 */
final class Encryption {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final String MAC = "HmacSHA256";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int OVERHEAD_BYTES = Integer.BYTES + NONCE_BYTES + TAG_BITS / Byte.SIZE;

  private final String application;
  private final EncryptionConfig config;

  /** Made when they are first needed: not before {@code main}. */
  private volatile @Nullable Keys made;

  private record Key(int number, SecretKeySpec secret) {}

  private record Keys(List<Key> all, SecureRandom random) {

    @Nullable Key numbered(int number) {
      for (Key each : all) {
        if (each.number == number) {
          return each;
        }
      }
      return null;
    }
  }

  Encryption(String application, EncryptionConfig config) {
    this.application = application;
    this.config = config;
  }

  /** The bytes, readable with the key and at this place only. */
  byte[] close(byte[] plain, byte[]... place) {
    Keys keys = keys();
    Key key = keys.all.get(0);
    byte[] nonce = new byte[NONCE_BYTES];
    keys.random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, place).doFinal(plain);
      return ByteBuffer.allocate(Integer.BYTES + NONCE_BYTES + sealed.length)
          .putInt(key.number)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + CIPHER, e);
    }
  }

  /** Whether this node has the key. */
  boolean knows(ByteBuffer closed) {
    return closed.remaining() >= OVERHEAD_BYTES
        && keys().numbered(closed.getInt(closed.position())) != null;
  }

  /** What was closed, or null if it was not closed with one of the keys at this place. */
  byte @Nullable [] open(ByteBuffer closed, byte[]... place) {
    if (closed.remaining() < OVERHEAD_BYTES) {
      return null;
    }
    Key key = keys().numbered(closed.getInt());
    if (key == null) {
      return null;
    }
    byte[] nonce = new byte[NONCE_BYTES];
    closed.get(nonce);
    try {
      return cipher(Cipher.DECRYPT_MODE, key, nonce, place)
          .doFinal(closed.array(), closed.arrayOffset() + closed.position(), closed.remaining());
    } catch (AEADBadTagException forged) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + CIPHER, e);
    }
  }

  private static Cipher cipher(int mode, Key key, byte[] nonce, byte[][] place)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key.secret, new GCMParameterSpec(TAG_BITS, nonce));
    for (byte[] part : place) {
      cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
      cipher.updateAAD(part);
    }
    return cipher;
  }

  private Keys keys() {
    Keys known = made;
    if (known == null) {
      known = makeKeys();
      made = known;
    }
    return known;
  }

  private Keys makeKeys() {
    List<Key> all = new ArrayList<>();
    try {
      all.add(key(config.key()));
      for (String previous : config.previousKeys()) {
        all.add(key(previous));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + MAC, e);
    }
    return new Keys(all, new SecureRandom());
  }

  private Key key(String base64) throws GeneralSecurityException {
    byte[] extracted = hmac(bytes("multilayercache"), Base64.getDecoder().decode(base64));
    byte[] number = expanded(extracted, "number of the key of values");
    byte[] secret = expanded(extracted, "key of values");
    return new Key(ByteBuffer.wrap(number).getInt(), new SecretKeySpec(secret, "AES"));
  }

  /** The first and only block of HKDF-Expand. */
  private byte[] expanded(byte[] extracted, String purpose) throws GeneralSecurityException {
    return hmac(extracted, bytes(purpose + '\n' + application + '\u0001'));
  }

  private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(MAC);
    mac.init(new SecretKeySpec(key, MAC));
    return mac.doFinal(message);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
