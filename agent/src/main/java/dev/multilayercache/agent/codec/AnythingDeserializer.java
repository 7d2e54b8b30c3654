package dev.multilayercache.agent.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;

/** Where {@code Object} is declared: what JSON itself can tell, and containers of it. */
final class AnythingDeserializer extends StdDeserializer<Object> {

  AnythingDeserializer() {
    super(Object.class);
  }

  @Override
  public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> json.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> json.getNumberValue();
      case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
      case START_ARRAY ->
          new ContainerDeserializer(TypeFactory.unknownType(), this, this)
              .deserialize(json, context);
      default -> context.handleUnexpectedToken(Object.class, json);
    };
  }
}
