package dev.multilayercache.agent.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import dev.multilayercache.agent.thread.InterruptFlag;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON, when they provably survive it.
 *
 * <p>Jackson sees fields only: no annotations, getters, setters or annotated creators, and no type
 * names in the data, so that neither the application's mapping for its clients nor whoever wrote
 * the bytes decides what is made of them. Every value is read back and compared before its JSON is
 * used. Safe for use by any thread.
 */
final class JsonForm {
  private static final int MOST_BUFFERS = 16;

  /** Of all codecs: buffers hold no class, and in thread locals they would outlive the agent. */
  private static final RecyclerPool<BufferRecycler> BUFFERS =
      JsonRecyclerPools.newBoundedPool(MOST_BUFFERS);

  private final JsonMapper mapper;
  private final KnownClasses classes;
  private final int mostBytes;
  private final @Nullable JavaType type;
  private volatile @Nullable String never;

  JsonForm(Type declared, @Nullable ClassLoader loader, KnownClasses classes, int mostBytes) {
    this.classes = classes;
    this.mostBytes = mostBytes;
    mapper = mapper(loader);
    JavaType resolved = null;
    try {
      resolved = mapper.constructType(declared);
    } catch (RuntimeException | LinkageError e) {
      never = declared.getTypeName() + " cannot be resolved: " + e.getClass().getName();
    }
    type = resolved;
  }

  /** The value behind a first byte. */
  byte[] write(int first, Object value) throws NotEncodableException {
    String known = never;
    if (known != null) {
      throw new NotEncodableException(known);
    }
    Place root = Place.root(value.getClass());
    try {
      require(PlainTree.objection(value, classes));
      LimitedOutput bytes = new LimitedOutput(first, mostBytes);
      mapper.writeValue(bytes, value);
      byte[] json = bytes.toByteArray();
      Object copy = mapper.readValue(json, 1, json.length - 1, type);
      require(SameState.difference(value, copy, classes));
      return json;
    } catch (InvalidDefinitionException e) {
      String reason = placeOf(e, root) + ": " + untellable(e.getType());
      if (e.getType() != null && e.getType().equals(type)) {
        never = reason;
      }
      throw new NotEncodableException(reason);
    } catch (LimitedOutput.TooLargeException e) {
      throw NotEncodableException.tooLarge(value, e);
    } catch (JsonMappingException e) {
      InterruptFlag.restoreAfter(e);
      throw new NotEncodableException(placeOf(e, root) + ": fails with " + e.getClass().getName());
    } catch (IOException
        | RuntimeException
        | LinkageError
        | AssertionError
        | StackOverflowError e) {
      InterruptFlag.restoreAfter(e);
      throw new NotEncodableException(root + ": fails with " + e.getClass().getName());
    }
  }

  private static void require(@Nullable String objection) throws NotEncodableException {
    if (objection != null) {
      throw new NotEncodableException(objection);
    }
  }

  private static String untellable(@Nullable JavaType type) {
    if (type == null) {
      return "it has no JSON form";
    }
    String name = type.getRawClass().getName();
    return type.isAbstract() || JdkTypes.isJdk(type.getRawClass())
        ? "the declared type " + name + " does not tell which class to make from JSON"
        : name + " is neither a record nor has a constructor without parameters";
  }

  /** Jackson's way to a failure, without the names it takes from keys. */
  private static Place placeOf(JsonMappingException failure, Place root) {
    Place place = root;
    for (JsonMappingException.Reference each : failure.getPath()) {
      place = each.getFieldName() == null ? place.element() : place.field(each.getFieldName());
    }
    return place;
  }

  Object read(byte[] bytes, int offset, int length) throws UndecodableException {
    try {
      Object value = mapper.readValue(bytes, offset, length, type);
      if (value == null) {
        throw new UndecodableException("JSON without a value");
      }
      return value;
    } catch (IOException
        | RuntimeException
        | LinkageError
        | AssertionError
        | StackOverflowError e) {
      InterruptFlag.restoreAfter(e);
      throw new UndecodableException(e.getClass().getName());
    }
  }

  private static JsonMapper mapper(@Nullable ClassLoader loader) {
    JsonFactory factory =
        JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .recyclerPool(BUFFERS)
            .build();
    JsonMapper.Builder builder = JsonMapper.builder(factory);
    // Its own type factory: the shared default one would keep the application's classes for ever.
    LookupCache<Object, JavaType> cache = new LRUMap<>(16, 200);
    TypeFactory types = TypeFactory.defaultInstance().withCache(cache);
    builder.typeFactory(loader == null ? types : types.withClassLoader(loader));
    builder.disable(MapperFeature.USE_ANNOTATIONS);
    builder.disable(MapperFeature.DEFAULT_VIEW_INCLUSION);
    builder.disable(MapperFeature.INFER_CREATOR_FROM_CONSTRUCTOR_PROPERTIES);
    builder.disable(MapperFeature.USE_GETTERS_AS_SETTERS);
    for (PropertyAccessor each : Arrays.asList(PropertyAccessor.values())) {
      builder.visibility(each, Visibility.NONE);
    }
    builder.visibility(PropertyAccessor.FIELD, Visibility.ANY);
    builder.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    builder.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    builder.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    builder.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    builder.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    builder.disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
    builder.enable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    builder.addModule(new JdkValueModule());
    return builder.build();
  }
}
