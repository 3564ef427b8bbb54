package io.hornbill.files.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
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
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST_TEXT)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Json() {}

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
    try (JsonParser parser = new BudgetedParser(MAPPER.createParser(text), place)) {
      if (MAPPER.readValue(parser, Object.class) instanceof Map<?, ?> map) {
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

  /**
   * Writes an object.
   *
   * @param config its fields: null, Boolean, Number, String, List, Map or Config
   * @return the JSON in one line
   */
  public static String write(Config config) {
    return write(config, MAPPER.writer());
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
        MAPPER
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
