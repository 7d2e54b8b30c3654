package dev.multilayercache.agent.codec;

import dev.multilayercache.agent.thread.InterruptFlag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Values in the JDK's serialization format, restricted to what the declared type can be made of.
 *
 * <p>The same {@link Reach} judges on both sides: nothing is written that would not be read, and
 * nothing else is instantiated, whoever wrote the bytes. The shape of each class of the application
 * travels with its name, subclasses included, since the JDK fills a field that is missing with
 * nothing: who has another shape reads nothing at all. Safe for use by any thread.
 */
final class SerializedForm {
  private final Type declared;
  private final Reach reach;
  private final @Nullable ClassLoader loader;
  private final KnownClasses classes;
  private final int mostBytes;

  SerializedForm(
      Type declared,
      Reach reach,
      @Nullable ClassLoader loader,
      KnownClasses classes,
      int mostBytes) {
    this.declared = declared;
    this.reach = reach;
    this.loader = loader;
    this.classes = classes;
    this.mostBytes = mostBytes;
  }

  /** The value behind a first byte. */
  byte[] write(int first, Object value) throws NotEncodableException {
    InheritedState inherited = new InheritedState(classes);
    boolean isInterrupted = Thread.currentThread().isInterrupted();
    byte[] written;
    try {
      written = serialize(first, value, inherited);
    } catch (NotSerializableException e) {
      throw notSerializable(value, String.valueOf(e.getMessage()));
    } catch (OutOfReachException e) {
      if (isInterrupted) {
        Thread.currentThread().interrupt(); // e may hide a failure, which the stream writes too
      }
      throw new NotEncodableException(
          Finder.find(value, e.type.getName())
              + ": "
              + e.type.getName()
              + " cannot be reached from the declared type "
              + declared.getTypeName());
    } catch (LimitedOutput.TooLargeException e) {
      throw NotEncodableException.tooLarge(value, e);
    } catch (IOException e) {
      InterruptFlag.restoreAfter(e);
      throw new NotEncodableException(
          Place.root(value.getClass()) + ": serialization fails with " + e.getClass().getName());
    }
    try {
      read(written, 1, written.length - 1, inherited);
    } catch (UndecodableException e) {
      throw new NotEncodableException(
          Place.root(value.getClass()) + ": it would not be read again: " + e.getMessage());
    }
    String loss = inherited.lossIn(value);
    if (loss != null) {
      throw new NotEncodableException(loss);
    }
    return written;
  }

  private byte[] serialize(int first, Object value, InheritedState inherited) throws IOException {
    LimitedOutput bytes = new LimitedOutput(first, mostBytes);
    try (ObjectOutputStream stream =
        new RestrictedOutput(bytes, reach.copy(), classes, inherited)) {
      stream.writeObject(value);
    }
    return bytes.toByteArray();
  }

  Object read(byte[] bytes, int offset, int length) throws UndecodableException {
    return read(bytes, offset, length, /* inherited= */ null);
  }

  /**
   * @param inherited is told of each object that is made; null if nobody compares
   */
  private Object read(byte[] bytes, int offset, int length, @Nullable InheritedState inherited)
      throws UndecodableException {
    Reach own = reach.copy();
    InputStream from = new ByteArrayInputStream(bytes, offset, length);
    try (ObjectInputStream stream = new LoaderInput(from, own, loader, classes, inherited)) {
      stream.setObjectInputFilter(new ReachFilter(own, length, mostBytes));
      return stream.readObject();
    } catch (IOException
        | ClassNotFoundException
        | RuntimeException
        | LinkageError
        | AssertionError
        | StackOverflowError
        | InternalError e) { // what the JDK throws for an immutable map of odd length
      InterruptFlag.restoreAfter(e);
      throw new UndecodableException(e.getClass().getName());
    }
  }

  private NotEncodableException notSerializable(Object value, String className) {
    return new NotEncodableException(
        Finder.find(value, className) + ": " + className + " is not Serializable",
        isOfApplication(className));
  }

  private boolean isOfApplication(String className) {
    try {
      return !JdkTypes.isJdk(Class.forName(className, /* initialize= */ false, loader));
    } catch (ClassNotFoundException | LinkageError hidden) {
      return false;
    }
  }

  /** Whether the shape of the class may differ between nodes. */
  private static boolean hasShape(Class<?> type) {
    return !type.isArray() && !JdkTypes.isJdk(type);
  }

  /** A class on its way out that the reader would refuse. */
  private static final class OutOfReachException extends IOException {
    private final transient Class<?> type;

    OutOfReachException(Class<?> type) {
      super(type.getName());
      this.type = type;
    }
  }

  private static final class RestrictedOutput extends ObjectOutputStream {
    private final Reach reach;
    private final KnownClasses classes;
    private final InheritedState inherited;

    RestrictedOutput(
        OutputStream bytes, Reach reach, KnownClasses classes, InheritedState inherited)
        throws IOException {
      super(bytes);
      this.reach = reach;
      this.classes = classes;
      this.inherited = inherited;
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
      inherited.isWritten(object);
      return object;
    }

    @Override
    protected void annotateClass(Class<?> type) throws IOException {
      // A stream that fails ends with the exception: not the first failure, and never read.
      if (!reach.admits(type) && !IOException.class.isAssignableFrom(type)) {
        throw new OutOfReachException(type);
      }
      if (hasShape(type)) {
        writeLong(classes.shapeOf(type));
      }
    }

    @Override
    protected void annotateProxyClass(Class<?> type) throws IOException {
      throw new OutOfReachException(type);
    }
  }

  /** Loads no class of the application that could not be in a value. */
  private static final class LoaderInput extends ObjectInputStream {
    private final Reach reach;
    private final @Nullable ClassLoader loader;
    private final KnownClasses classes;
    private final @Nullable InheritedState inherited;

    LoaderInput(
        InputStream bytes,
        Reach reach,
        @Nullable ClassLoader loader,
        KnownClasses classes,
        @Nullable InheritedState inherited)
        throws IOException {
      super(bytes);
      this.reach = reach;
      this.loader = loader;
      this.classes = classes;
      this.inherited = inherited;
      enableResolveObject(inherited != null);
    }

    @Override
    protected Object resolveObject(Object object) {
      if (inherited != null) {
        inherited.isRemade(object);
      }
      return object;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      Class<?> type = find(description.getName());
      if (hasShape(type) && (!reach.admits(type) || readLong() != classes.shapeOf(type))) {
        throw new InvalidClassException("another shape");
      }
      return type;
    }

    private Class<?> find(String name) throws ClassNotFoundException {
      if (!reach.hasName(name)) {
        try {
          return Class.forName(name, /* initialize= */ false, ClassLoader.getPlatformClassLoader());
        } catch (ClassNotFoundException notOfTheJdk) {
          if (!reach.hasSubtypes()) {
            throw notOfTheJdk;
          }
        }
      }
      return Class.forName(name, /* initialize= */ false, loader);
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
      throw new InvalidClassException("a proxy");
    }
  }

  /** Judges each class before it is instantiated, and each length before there is room for it. */
  private static final class ReachFilter implements ObjectInputFilter {
    private final Reach reach;
    private final int mostBytes;
    private final long mostElements;
    private long elements;

    ReachFilter(Reach reach, int bytes, int mostBytes) {
      this.reach = reach;
      this.mostBytes = mostBytes;
      this.mostElements = Limits.MOST_ELEMENTS_WITHOUT_BYTES + Limits.ELEMENTS_PER_BYTE * bytes;
    }

    @Override
    public Status checkInput(FilterInfo info) {
      elements += Math.max(0, info.arrayLength());
      if (info.depth() > Limits.MOST_DEPTH
          || info.references() > Limits.MOST_REFERENCES
          || info.streamBytes() > mostBytes
          || info.arrayLength() > Math.max(mostBytes, Limits.LONGEST_ARRAY)
          || elements > mostElements) {
        return Status.REJECTED;
      }
      Class<?> type = info.serialClass();
      if (type == null) {
        return Status.UNDECIDED;
      }
      return reach.admits(type) ? Status.ALLOWED : Status.REJECTED;
    }
  }
}
