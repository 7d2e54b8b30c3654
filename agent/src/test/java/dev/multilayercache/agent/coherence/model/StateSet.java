package dev.multilayercache.agent.coherence.model;

import java.util.Arrays;

/**
 * All states found so far, numbered in the order of discovery, with the number of the state each
 * was reached from.
 */
final class StateSet {
  private static final int WORDS = Layout.WORDS;
  private static final int CHUNK = 1 << 14;

  private long[][] chunks = new long[16][];
  private int[] parents = new int[CHUNK];
  private int[] slots = new int[1 << 16];
  private int size;

  int size() {
    return size;
  }

  int parent(int number) {
    return parents[number];
  }

  State get(int number) {
    int from = number % CHUNK * WORDS;
    return new State(Arrays.copyOfRange(chunks[number / CHUNK], from, from + WORDS));
  }

  /** False if the state was known. */
  boolean add(State state, int parent) {
    int slot = find(state.words());
    if (slots[slot] != 0) {
      return false;
    }
    store(state.words(), parent);
    slots[slot] = size;
    if (size > slots.length / 2) {
      grow();
    }
    return true;
  }

  /** The slot that holds the state, else the free one that is to. */
  private int find(long[] words) {
    int slot = hash(words) & (slots.length - 1);
    while (slots[slot] != 0 && !isAt(slots[slot] - 1, words)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private boolean isAt(int number, long[] words) {
    long[] chunk = chunks[number / CHUNK];
    int from = number % CHUNK * WORDS;
    for (int i = 0; i < WORDS; i++) {
      if (chunk[from + i] != words[i]) {
        return false;
      }
    }
    return true;
  }

  private void store(long[] words, int parent) {
    int chunk = size / CHUNK;
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * chunk);
    }
    if (chunks[chunk] == null) {
      chunks[chunk] = new long[CHUNK * WORDS];
    }
    if (size == parents.length) {
      parents = Arrays.copyOf(parents, 2 * size);
    }
    System.arraycopy(words, 0, chunks[chunk], size % CHUNK * WORDS, WORDS);
    parents[size++] = parent;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int number = 0; number < size; number++) {
      slots[find(get(number).words())] = number + 1;
    }
  }

  private static int hash(long[] words) {
    long hash = 0;
    for (long word : words) {
      hash = (hash ^ word) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return (int) hash;
  }
}
