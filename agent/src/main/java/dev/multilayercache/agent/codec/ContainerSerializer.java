package dev.multilayercache.agent.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collections and maps with their kind: {@code ["UNMODIFIABLE_LIST","ARRAY_LIST",[1,2]]}, a map as
 * {@code ["MAP_OF",[key,value,key,value]]}.
 *
 * <p>Every one of them is written so, hence no element can be mistaken for a kind.
 */
final class ContainerSerializer extends StdSerializer<Object> {

  ContainerSerializer() {
    super(Object.class);
  }

  @Override
  public void serialize(Object value, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    Container container = Container.of(value);
    if (container == null) {
      throw JsonMappingException.from(json, value.getClass().getName() + " has no JSON form");
    }
    json.writeStartArray();
    for (Unmodifiable each : container.views()) {
      json.writeString(each.name());
    }
    json.writeString(container.kind().name());
    json.writeStartArray();
    List<@Nullable Object> elements = container.elements();
    for (int i = 0; i < elements.size(); i++) {
      writeElement(value, elements.get(i), i, json, provider);
    }
    json.writeEndArray();
    json.writeEndArray();
  }

  private static void writeElement(
      Object container,
      @Nullable Object element,
      int index,
      JsonGenerator json,
      SerializerProvider provider)
      throws IOException {
    try {
      provider.defaultSerializeValue(element, json);
    } catch (JsonMappingException e) {
      throw JsonMappingException.wrapWithPath(e, container, index);
    }
  }
}
