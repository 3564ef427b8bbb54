package io.hornbill.files.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings as the JSON that Python writes, which knows {@code NaN} and {@code Infinity}.
 *
 * <pre>{@code
 * Config config = Json.read("{\"units\": 3}", "model.json");
 * String text = Json.write(config);
 * }</pre>
 */
public final class Json {
  private static final int LONGEST_TEXT = 256 << 20;
  private static final int DEEPEST = 400;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_TEXT)
                  .build())
          .build();

  private Json() {}

  /** Loaded by who writes: with its classes, reading the first model would take a tenth longer. */
  private static final class Writing {
    static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);
  }

  /**
   * Reads an object.
   *
   * @param text the JSON
   * @param place the file, and the place in it, for messages
   * @return its fields
   * @throws ModelFormatException if it is no JSON object, nested deeper than 400 levels, or more
   *     than the heap can hold
   */
  public static Config read(String text, String place) {
    try (JsonParser parser = new BudgetedParser(FACTORY.createParser(text), place)) {
      Object whole = value(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "something follows the end");
      }
      if (whole instanceof Map<?, ?> map) {
        return Config.config("json", map);
      }
    } catch (JsonProcessingException e) {
      throw Fault.of("Json")
          .expected("the text must be JSON")
          .received("%s in %s", e.getOriginalMessage(), place)
          .remedy("The file is damaged: fetch or save it again.")
          .as(ModelFormatException::new, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never: a string can be read
    }
    throw Fault.of("Json")
        .expected("the text must be a JSON object")
        .received("something else in %s", place)
        .remedy("Check that it is a file of the expected kind.")
        .as(ModelFormatException::new);
  }

  /** The value that begins with a token; the parser bounds how deep values lie in each other. */
  private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token)
      throws IOException {
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        map.put(name, value(parser, parser.nextToken()));
      }
      return map;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> list = new ArrayList<>();
      for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
        list.add(value(parser, t));
      }
      return list;
    }
    if (token == null) {
      throw new JsonParseException(parser, "there is no value");
    }
    return scalar(parser, token);
  }

  private static @Nullable Object scalar(JsonParser parser, JsonToken token) throws IOException {
    if (token.isNumeric()) {
      return parser.getNumberValue();
    }
    return token == JsonToken.VALUE_NULL
        ? null
        : token.isBoolean() ? (Object) (token == JsonToken.VALUE_TRUE) : parser.getText();
  }

  /**
   * Writes an object.
   *
   * @param config its fields: null, Boolean, Number, String, List, Map or Config
   * @return the JSON in one line
   */
  public static String write(Config config) {
    return write(config, Writing.MAPPER.writer());
  }

  /**
   * Writes an object, character by character as Python does.
   *
   * @param config its fields: null, Boolean, Number, String, List, Map or Config
   * @return the JSON in one line, in ASCII, with blanks after commas and colons
   */
  public static String writeLikePython(Config config) {
    return write(
        config,
        Writing.MAPPER
            .writer(new Spaced())
            .with(JsonWriteFeature.ESCAPE_NON_ASCII)
            .without(JsonWriteFeature.WRITE_HEX_UPPER_CASE));
  }

  /** Puts blanks where Python puts them. */
  private static final class Spaced extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1;

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
      json.writeRaw(", ");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(", ");
    }
  }

  private static String write(Config config, ObjectWriter writer) {
    try {
      return writer.writeValueAsString(plain(config));
    } catch (JsonProcessingException e) {
      throw Fault.of("Json")
          .expected("settings must be null, Boolean, Number, String, List, Map or Config")
          .received(e.getOriginalMessage())
          .remedy("Correct the part's config().")
          .argument(e);
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Config config) {
      return plain(config.asMap());
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> result = new LinkedHashMap<>();
      map.forEach((name, one) -> result.put(String.valueOf(name), plain(one)));
      return result;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(plain(one)));
      return result;
    }
    return value;
  }
}
