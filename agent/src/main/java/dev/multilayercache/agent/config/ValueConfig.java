package dev.multilayercache.agent.config;

/**
 * How a layer keeps values as bytes.
 *
 * @param maximumSize how many bytes an encoded one may have
 * @param compressFrom from how many bytes on it is compressed
 */
public record ValueConfig(int maximumSize, int compressFrom) {
  static final int LARGEST = 64 << 20;

  /** Where the file does not say. */
  public static final ValueConfig USUAL = new ValueConfig(1 << 20, 8 << 10);

  /** Instead of a size that nothing reaches. */
  static final String NEVER = "never";
}
