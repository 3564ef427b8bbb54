package io.hornbill.hostile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Puts absurd values into one to three places of a model's JSON. */
final class HostileMutations {
  static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final String[] VALUES = {
    "-9223372036854775808",
    "-4294967300",
    "-2147483648",
    "-1000000",
    "-65536",
    "-5",
    "-2",
    "-1",
    "0",
    "1",
    "2",
    "3",
    "5",
    "7",
    "16",
    "100",
    "65535",
    "65536",
    "100000",
    "1000000",
    "1048576",
    "1048577",
    "10000000",
    "16777216",
    "100000000",
    "268435456",
    "536870912",
    "1073741824",
    "2147483646",
    "2147483647",
    "2147483648",
    "4294967295",
    "4294967296",
    "4294967300",
    "9007199254740993",
    "4611686018427387904",
    "9223372036854775807",
    "18446744073709551620",
    "0.5",
    "-0.5",
    "2.5",
    "1e-300",
    "1e30",
    "1e308",
    "-1e308",
    "NaN",
    "Infinity",
    "-Infinity",
    "null",
    "true",
    "false",
    "\"\"",
    "\"x\"",
    "[]",
    "{}",
    "[1]",
    "[0]",
    "[-1, 2]",
    "[2147483647]",
    "[4294967300, 4294967300]",
    "[1073741824, 1073741824]",
    "[65536, 65536]",
    "[65536, 65536, 65536]",
    "[[1, 2], [3, 4]]",
    "[null]",
    "[\"x\"]",
    "[0.5, 2]"
  };

  private record Place(JsonNode parent, String field, int index) {}

  private final List<String> seeds;

  HostileMutations(List<String> seeds) {
    this.seeds = seeds;
  }

  /** Makes the case of a number: always the same. */
  String make(int number) {
    Random random = new Random(number * 0x9E3779B97F4A7C15L);
    random.nextInt();
    try {
      JsonNode tree = JSON.readTree(seeds.get(random.nextInt(seeds.size())));
      int changes = 1 + random.nextInt(3);
      for (int i = 0; i < changes; i++) {
        change(tree, random);
      }
      return JSON.writeValueAsString(tree).replaceAll("\"(NaN|-?Infinity)\"", "$1");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void change(JsonNode tree, Random random) throws JsonProcessingException {
    List<Place> places = new ArrayList<>();
    collect(tree, places);
    Place place = places.get(random.nextInt(places.size()));
    for (int i = 0; i < 4 && !isNumeric(place); i++) { // sizes are what this is about
      place = places.get(random.nextInt(places.size()));
    }
    JsonNode value = JSON.readTree(VALUES[random.nextInt(VALUES.length)]);
    if (place.parent() instanceof ObjectNode object) {
      object.set(place.field(), value);
    } else {
      ((ArrayNode) place.parent()).set(place.index(), value);
    }
  }

  private static boolean isNumeric(Place place) {
    JsonNode now =
        place.index() < 0 ? place.parent().get(place.field()) : place.parent().get(place.index());
    return now.isNumber() || now.isArray();
  }

  /** Numbers, nulls, truth values and lists; now and then a name matters too. */
  private static void collect(JsonNode node, List<Place> places) {
    if (node instanceof ObjectNode object) {
      object
          .fields()
          .forEachRemaining(
              field -> {
                if (!field.getValue().isTextual() && !field.getValue().isObject()) {
                  places.add(new Place(object, field.getKey(), -1));
                }
                collect(field.getValue(), places);
              });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (!array.get(i).isTextual() && !array.get(i).isObject()) {
          places.add(new Place(array, "", i));
        }
        collect(array.get(i), places);
      }
    }
  }
}
