package io.hornbill.visualization.internal.live;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a RemoteMonitor sends of an epoch.
 *
 * @param run the run that the sender names
 * @param epoch the epoch, from 0
 * @param values its numbers by their names
 */
record Published(String run, int epoch, Map<String, Double> values) {
  private static final int MOST_VALUES = 50;

  /**
   * Reads a body.
   *
   * @param run the run that the sender names
   * @param body JSON, or a form whose field holds it
   * @param isForm whether it is a form
   * @throws IOException if it is neither
   */
  static Published read(String run, String body, boolean isForm) throws IOException {
    String json = isForm ? field(body) : body;
    Map<String, Double> values = new LinkedHashMap<>();
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("an object is expected");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isNumeric() && values.size() < MOST_VALUES) {
          values.put(Run.shortened(name), parser.getDoubleValue());
        } else {
          parser.skipChildren();
        }
      }
    }
    Double epoch = values.remove("epoch");
    if (epoch == null || !(epoch >= 0 && epoch < Integer.MAX_VALUE)) {
      throw new IOException("the epoch is missing");
    }
    return new Published(run, epoch.intValue(), values);
  }

  /** The first field that holds an object, as RemoteMonitor's field has any name. */
  private static String field(String form) throws IOException {
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      try {
        String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
        if (equals >= 0 && value.stripLeading().startsWith("{")) {
          return value;
        }
      } catch (IllegalArgumentException e) {
        throw new IOException("the form is not encoded", e);
      }
    }
    throw new IOException("no field holds JSON");
  }
}
