package dev.multilayercache.agent.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.module.SimpleSerializers;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import com.fasterxml.jackson.databind.type.ReferenceType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Teaches Jackson the exact text of {@code java.time} and the exact kind of collections, and
 * unteaches it every class of the JDK that is not a plain value: reading a class name, a host or a
 * file name would act on it.
 */
final class JdkValueModule extends SimpleModule {
  private static final Set<Class<?>> READ_BY_JACKSON = Set.of(Number.class, Date.class);

  JdkValueModule() {
    super("multilayercache");
    setSerializers(new ContainerSerializers());
    setDeserializers(new ValuesOnly());
    addDeserializer(Object.class, new AnythingDeserializer());
    OptionalJson.addSerializers(this);
    text(Instant.class, Instant::parse);
    text(LocalDate.class, LocalDate::parse);
    text(LocalTime.class, LocalTime::parse);
    text(LocalDateTime.class, LocalDateTime::parse);
    text(OffsetTime.class, OffsetTime::parse);
    text(OffsetDateTime.class, OffsetDateTime::parse);
    text(ZonedDateTime.class, ZonedDateTime::parse);
    text(Duration.class, Duration::parse);
    text(Period.class, Period::parse);
    text(Year.class, Year::parse);
    text(YearMonth.class, YearMonth::parse);
    text(MonthDay.class, MonthDay::parse);
    text(ZoneOffset.class, ZoneOffset::of);
    text(ZoneId.class, ZoneId::of);
  }

  private <T> void text(Class<T> type, Function<String, ? extends T> parse) {
    addSerializer(new ToText<>(type));
    addDeserializer(type, new FromText<>(type, parse));
  }

  private static final class ToText<T> extends StdSerializer<T> {
    ToText(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(value.toString());
    }
  }

  private static final class FromText<T> extends StdDeserializer<T> {
    private final transient Function<String, ? extends T> parse;

    FromText(Class<T> type, Function<String, ? extends T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return parse.apply(json.getText());
    }
  }

  private static final class ContainerSerializers extends SimpleSerializers {
    @Override
    public JsonSerializer<?> findCollectionSerializer(
        SerializationConfig config,
        CollectionType type,
        BeanDescription description,
        @Nullable TypeSerializer elementTypes,
        @Nullable JsonSerializer<Object> elements) {
      return new ContainerSerializer();
    }

    @Override
    public JsonSerializer<?> findMapSerializer(
        SerializationConfig config,
        MapType type,
        BeanDescription description,
        @Nullable JsonSerializer<Object> keys,
        @Nullable TypeSerializer elementTypes,
        @Nullable JsonSerializer<Object> elements) {
      return new ContainerSerializer();
    }
  }

  private static final class ValuesOnly extends SimpleDeserializers {
    @Override
    public JsonDeserializer<?> findCollectionDeserializer(
        CollectionType type,
        DeserializationConfig config,
        BeanDescription description,
        @Nullable TypeDeserializer elementTypes,
        @Nullable JsonDeserializer<?> elements) {
      return new ContainerDeserializer(type);
    }

    @Override
    public JsonDeserializer<?> findMapDeserializer(
        MapType type,
        DeserializationConfig config,
        BeanDescription description,
        @Nullable KeyDeserializer keys,
        @Nullable TypeDeserializer elementTypes,
        @Nullable JsonDeserializer<?> elements) {
      return new ContainerDeserializer(type);
    }

    @Override
    public @Nullable JsonDeserializer<?> findReferenceDeserializer(
        ReferenceType type,
        DeserializationConfig config,
        BeanDescription description,
        @Nullable TypeDeserializer contentTypes,
        @Nullable JsonDeserializer<?> content)
        throws JsonMappingException {
      return findBeanDeserializer(type, config, description);
    }

    @Override
    public @Nullable JsonDeserializer<?> findBeanDeserializer(
        JavaType type, DeserializationConfig config, BeanDescription description)
        throws JsonMappingException {
      JsonDeserializer<?> own = super.findBeanDeserializer(type, config, description);
      if (own == null) {
        own = OptionalJson.deserializer(type);
      }
      Class<?> raw = type.getRawClass();
      if (own != null
          || !JdkTypes.isJdk(raw)
          || raw.isPrimitive()
          || READ_BY_JACKSON.contains(raw)
          || JdkTypes.isScalar(raw)) {
        return own;
      }
      return new Refusing(type);
    }
  }

  /** For a declared type of the JDK that is no plain value: null is all that can be read. */
  private static final class Refusing extends StdDeserializer<Object> {
    private final transient JavaType type;

    Refusing(JavaType type) {
      super(type);
      this.type = type;
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
      throw InvalidDefinitionException.from(json, "no plain value", type);
    }
  }
}
