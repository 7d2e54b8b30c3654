package dev.multilayercache.agent.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Optionals as arrays of none or one: an empty one is not {@code null}. */
final class OptionalJson {

  private OptionalJson() {}

  static void addSerializers(SimpleModule module) {
    add(module, Optional.class, each -> ((Optional<?>) each).orElse(null));
    add(module, OptionalInt.class, each -> each.isPresent() ? each.getAsInt() : null);
    add(module, OptionalLong.class, each -> each.isPresent() ? each.getAsLong() : null);
    add(module, OptionalDouble.class, each -> each.isPresent() ? each.getAsDouble() : null);
  }

  private static <T> void add(
      SimpleModule module, Class<T> type, Function<T, @Nullable Object> content) {
    module.addSerializer(new ToArray<>(type, content));
  }

  /** Null if the type is no Optional. */
  static @Nullable JsonDeserializer<?> deserializer(JavaType type) {
    Class<?> raw = type.getRawClass();
    if (raw == Optional.class) {
      return new FromArray(type, type.containedTypeOrUnknown(0), Optional::of, Optional.empty());
    }
    if (raw == OptionalInt.class) {
      return ofNumber(type, Integer.class, n -> OptionalInt.of((int) n), OptionalInt.empty());
    }
    if (raw == OptionalLong.class) {
      return ofNumber(type, Long.class, n -> OptionalLong.of((long) n), OptionalLong.empty());
    }
    return raw == OptionalDouble.class
        ? ofNumber(type, Double.class, n -> OptionalDouble.of((double) n), OptionalDouble.empty())
        : null;
  }

  private static FromArray ofNumber(
      JavaType type, Class<?> number, Function<Object, Object> wrap, Object empty) {
    JavaType content = TypeFactory.defaultInstance().constructType(number);
    return new FromArray(type, content, wrap, empty);
  }

  private static final class ToArray<T> extends StdSerializer<T> {
    private final transient Function<T, @Nullable Object> content;

    ToArray(Class<T> type, Function<T, @Nullable Object> content) {
      super(type);
      this.content = content;
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      Object held = content.apply(value);
      json.writeStartArray();
      if (held != null) {
        provider.defaultSerializeValue(held, json);
      }
      json.writeEndArray();
    }
  }

  private static final class FromArray extends StdDeserializer<Object>
      implements ContextualDeserializer {
    private final transient JavaType content;
    private final transient Function<Object, Object> wrap;
    private final transient Object empty;
    private final transient @Nullable JsonDeserializer<Object> reader;

    FromArray(JavaType type, JavaType content, Function<Object, Object> wrap, Object empty) {
      super(type);
      this.content = content;
      this.wrap = wrap;
      this.empty = empty;
      this.reader = null;
    }

    private FromArray(FromArray from, JsonDeserializer<Object> reader) {
      super(from);
      this.content = from.content;
      this.wrap = from.wrap;
      this.empty = from.empty;
      this.reader = reader;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property)
        throws JsonMappingException {
      return new FromArray(this, context.findContextualValueDeserializer(content, property));
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (reader == null || !json.isExpectedStartArrayToken()) {
        throw JsonMappingException.from(context, "no Optional");
      }
      if (json.nextToken() == JsonToken.END_ARRAY) {
        return empty;
      }
      Object optional = wrap.apply(reader.deserialize(json, context));
      if (json.nextToken() != JsonToken.END_ARRAY) {
        throw JsonMappingException.from(context, "more than one");
      }
      return optional;
    }
  }
}
