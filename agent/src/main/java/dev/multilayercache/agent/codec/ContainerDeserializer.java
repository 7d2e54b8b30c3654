package dev.multilayercache.agent.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link ContainerSerializer} wrote, if it is what a declared type admits. */
final class ContainerDeserializer extends StdDeserializer<Object>
    implements ContextualDeserializer {
  private final transient JavaType declared;
  private final transient @Nullable JsonDeserializer<Object> keys;
  private final transient @Nullable JsonDeserializer<Object> elements;

  /** For a declared collection or map, to be told what it is made of. */
  ContainerDeserializer(JavaType declared) {
    this(declared, null, null);
  }

  ContainerDeserializer(
      JavaType declared,
      @Nullable JsonDeserializer<Object> keys,
      @Nullable JsonDeserializer<Object> elements) {
    super(declared);
    this.declared = declared;
    this.keys = keys;
    this.elements = elements;
  }

  @Override
  public JsonDeserializer<?> createContextual(
      DeserializationContext context, @Nullable BeanProperty property) throws JsonMappingException {
    return new ContainerDeserializer(
        declared,
        declared.isMapLikeType()
            ? context.findContextualValueDeserializer(declared.getKeyType(), property)
            : null,
        context.findContextualValueDeserializer(declared.getContentType(), property));
  }

  @Override
  public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
    List<Unmodifiable> views = new ArrayList<>();
    require(json.isExpectedStartArrayToken(), context);
    require(json.nextToken() == JsonToken.VALUE_STRING, context);
    String name = json.getText();
    while (json.nextToken() == JsonToken.VALUE_STRING && views.size() < Limits.MOST_DEPTH) {
      views.add(Unmodifiable.valueOf(name));
      name = json.getText();
    }
    require(json.isExpectedStartArrayToken(), context);
    Object made = readInner(Kind.named(name), json, context);
    require(json.nextToken() == JsonToken.END_ARRAY, context);
    for (int i = views.size() - 1; i >= 0; i--) {
      made = views.get(i).wrap(made);
    }
    require(declared.getRawClass().isInstance(made), context);
    return made;
  }

  private Object readInner(Kind kind, JsonParser json, DeserializationContext context)
      throws IOException {
    return kind instanceof MapKind map
        ? readMap(map, json, context)
        : readCollection((CollectionKind) kind, json, context);
  }

  private Collection<?> readCollection(
      CollectionKind kind, JsonParser json, DeserializationContext context) throws IOException {
    ArrayList<@Nullable Object> all = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      all.add(read(elements, json, context));
    }
    return kind.make(all, classOf(declared.getContentType()));
  }

  private Map<?, ?> readMap(MapKind kind, JsonParser json, DeserializationContext context)
      throws IOException {
    List<@Nullable Object> all = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      all.add(read(keys, json, context));
      json.nextToken();
      all.add(read(elements, json, context));
    }
    return kind.make(all, classOf(declared.getKeyType()));
  }

  private @Nullable Object read(
      @Nullable JsonDeserializer<Object> part, JsonParser json, DeserializationContext context)
      throws IOException {
    if (part == null) {
      throw mismatch(context);
    }
    try {
      return json.currentToken() == JsonToken.VALUE_NULL
          ? part.getNullValue(context)
          : part.deserialize(json, context);
    } catch (JsonMappingException e) {
      throw JsonMappingException.wrapWithPath(e, declared.getRawClass(), 0);
    }
  }

  private void require(boolean holds, DeserializationContext context) throws JsonMappingException {
    if (!holds) {
      throw mismatch(context);
    }
  }

  private JsonMappingException mismatch(DeserializationContext context) {
    return JsonMappingException.from(context, "no container of the declared type");
  }

  private static Class<?> classOf(@Nullable JavaType type) {
    return type == null ? Object.class : type.getRawClass();
  }
}
