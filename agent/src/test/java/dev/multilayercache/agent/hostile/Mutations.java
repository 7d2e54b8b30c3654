package dev.multilayercache.agent.hostile;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Makes hostile inputs from good ones; equal seeds make equal inputs. */
final class Mutations {
  private static final int LONG = 3 << 19;
  private static final int[] NUMBERS = {
    0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 16, 1 << 24, 0x7FFFFFF0, 255, 256
  };

  private final Random random;
  private final List<byte[]> samples;

  Mutations(long seed, List<byte[]> samples) {
    this.random = new Random(seed);
    this.samples = samples;
  }

  /** Cut at each length and with each bit flipped. */
  static void each(byte[] sample, Consumer<byte[]> use) {
    for (int length = 0; length < sample.length; length++) {
      use.accept(Arrays.copyOf(sample, length));
    }
    for (int bit = 0; bit < sample.length * 8; bit++) {
      byte[] flipped = sample.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      use.accept(flipped);
    }
  }

  byte[] next() {
    int choice = random.nextInt(2_000);
    if (choice == 0) {
      return oversized();
    }
    if (choice < 100) {
      return noise(random.nextInt(300));
    }
    byte[] bytes = sample();
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes = mutate(bytes);
    }
    return bytes;
  }

  private byte[] sample() {
    return samples.get(random.nextInt(samples.size()));
  }

  private byte[] mutate(byte[] bytes) {
    if (bytes.length == 0) {
      return noise(8);
    }
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> flip(bytes, at, 1 << random.nextInt(8));
      case 2 -> flip(bytes, at, random.nextInt(256));
      case 3 -> withNumber(bytes, at);
      case 4 -> join(bytes, at, noise(random.nextInt(16)), at);
      case 5 -> join(bytes, at, new byte[0], Math.min(bytes.length, at + random.nextInt(16)));
      case 6 -> spliced(bytes, at);
      default -> doubled(bytes, at);
    };
  }

  private static byte[] flip(byte[] bytes, int at, int bits) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) bits;
    return flipped;
  }

  /** A length or a count that is not true. */
  private byte[] withNumber(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    int number = NUMBERS[random.nextInt(NUMBERS.length)];
    for (int i = 0; i < 4 && at + i < changed.length; i++) {
      changed[at + i] = (byte) (number >>> 8 * (3 - i));
    }
    return changed;
  }

  private byte[] spliced(byte[] bytes, int at) {
    byte[] other = sample();
    int from = random.nextInt(other.length + 1);
    return join(bytes, at, Arrays.copyOfRange(other, from, other.length), bytes.length);
  }

  private byte[] doubled(byte[] bytes, int at) {
    int end = Math.min(bytes.length, at + random.nextInt(64));
    return join(bytes, end, Arrays.copyOfRange(bytes, at, end), end);
  }

  /** The beginning up to a place, something, and what is behind another place. */
  private static byte[] join(byte[] bytes, int end, byte[] middle, int from) {
    byte[] joined = Arrays.copyOf(bytes, end + middle.length + bytes.length - from);
    System.arraycopy(middle, 0, joined, end, middle.length);
    System.arraycopy(bytes, from, joined, end + middle.length, bytes.length - from);
    return joined;
  }

  private byte[] oversized() {
    byte[] sample = sample();
    byte[] bytes = Arrays.copyOf(sample, sample.length + random.nextInt(LONG));
    for (int at = sample.length; random.nextBoolean() && at < bytes.length && at > 0; at *= 2) {
      System.arraycopy(bytes, 0, bytes, at, Math.min(at, bytes.length - at));
    }
    return bytes;
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
