package dev.multilayercache.agent.coherence.model;

/** One state of the whole model, packed into a few words; a step changes a copy of it. */
final class State {
  private final long[] words;

  State() {
    this(new long[Layout.WORDS]);
  }

  State(long[] words) {
    this.words = words;
  }

  State copy() {
    return new State(words.clone());
  }

  long[] words() {
    return words;
  }

  int get(Field field) {
    return (int) (words[field.word()] >>> field.shift()) & field.mask();
  }

  boolean is(Field field) {
    return get(field) != 0;
  }

  State set(Field field, int value) {
    if ((value & ~field.mask()) != 0) {
      throw new IllegalArgumentException(field.name() + " cannot be " + value);
    }
    long cleared = words[field.word()] & ~((long) field.mask() << field.shift());
    words[field.word()] = cleared | ((long) value << field.shift());
    return this;
  }

  State set(Field field, boolean value) {
    return set(field, value ? 1 : 0);
  }

  State raise(Field field, int value) {
    return set(field, Math.max(get(field), value));
  }

  /** Remembers a value that the cluster layer has held, for a replica that never forgets. */
  void remember(int version, int stamp, int pos) {
    words[Layout.EVER] |= 1L << index(version, stamp, pos);
  }

  boolean remembers(int version, int stamp, int pos) {
    return (words[Layout.EVER] >>> index(version, stamp, pos) & 1) != 0;
  }

  private static int index(int version, int stamp, int pos) {
    if (stamp >= Layout.EVER_STAMPS || pos >= Layout.EVER_STAMPS) {
      throw new IllegalArgumentException("stamp " + stamp + ", pos " + pos);
    }
    return (version * Layout.EVER_STAMPS + stamp) * Layout.EVER_STAMPS + pos;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Field field : Layout.all()) {
      if (is(field)) {
        text.append(field.name()).append('=').append(get(field)).append(", ");
      }
    }
    return text.toString();
  }
}
