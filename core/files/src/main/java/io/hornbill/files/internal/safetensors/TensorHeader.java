package io.hornbill.files.internal.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ArrayMemory;
import io.hornbill.files.internal.BudgetedParser;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.NumericType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The header of a file: where each array is, checked against the file and against the others. */
final class TensorHeader {

  static final String METADATA = "__metadata__";

  private static final long LONGEST = 100_000_000;
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build())
              .build());

  private final ByteSource source;
  private final long dataStart;
  private final Map<String, TensorEntry> entries = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  TensorHeader(ByteSource source) {
    this.source = source;
    long length = ByteBuffer.wrap(source.bytes(0, 8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > LONGEST || length > source.size() - 8) {
      throw damaged("the header must be at most 100 MB and lie within the file", length + " bytes");
    }
    dataStart = 8 + length;
    JsonNode root = parse(source.bytes(8, length));
    root.properties().forEach(field -> add(field.getKey(), field.getValue()));
    requireSeamless();
  }

  long dataStart() {
    return dataStart;
  }

  Map<String, TensorEntry> entries() {
    return entries;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  private JsonNode parse(byte[] header) {
    try (JsonParser parser = new BudgetedParser(JSON.createParser(header), source.name())) {
      JsonNode root = JSON.readTree(parser);
      if (root != null && root.isObject() && header[0] == '{') {
        return root;
      }
    } catch (IOException e) {
      throw damaged(
          "the header must be JSON with each name once", firstLine(String.valueOf(e.getMessage())));
    }
    throw damaged("the header must be a JSON object", "something else");
  }

  private void add(String name, JsonNode node) {
    if (name.equals(METADATA)) {
      node.properties()
          .forEach(
              field -> {
                if (!field.getValue().isTextual()) {
                  throw damaged("metadata must be strings", '"' + field.getKey() + '"');
                }
                metadata.put(field.getKey(), field.getValue().textValue());
              });
      return;
    }
    NumericType type = TensorTypes.find(node.path("dtype").asText());
    if (type == null) {
      throw damaged(
          "an array's type must be one of " + TensorTypes.names(),
          '"' + node.path("dtype").asText() + "\" of \"" + name + '"');
    }
    long[] shape = lengths(node.path("shape"), name);
    long[] offsets = lengths(node.path("data_offsets"), name);
    long count = ArrayMemory.count(shape, name + " in " + source.name());
    boolean fits =
        offsets.length == 2
            && offsets[0] <= offsets[1]
            && offsets[1] <= source.size() - dataStart
            && offsets[1] - offsets[0] == count * type.bytes();
    if (!fits) {
      throw damaged(
          "an array must lie within the file and be as large as its shape says",
          '"' + name + "\" of shape " + node.path("shape") + " at " + node.path("data_offsets"));
    }
    entries.put(name, new TensorEntry(type, shape, offsets[0], offsets[1]));
  }

  private long[] lengths(JsonNode node, String name) {
    long[] lengths = new long[node.size()];
    boolean sane = node.isArray() && lengths.length <= 32;
    for (int i = 0; sane && i < lengths.length; i++) {
      JsonNode length = node.get(i);
      sane = length.isIntegralNumber() && length.canConvertToLong() && length.longValue() >= 0;
      lengths[i] = sane ? length.longValue() : 0;
    }
    if (!sane) {
      throw damaged("shapes and offsets must be whole numbers", "those of \"" + name + '"');
    }
    return lengths;
  }

  /** Refuses arrays that overlap, and bytes that belong to none. */
  private void requireSeamless() {
    List<TensorEntry> byPlace = new ArrayList<>(entries.values());
    byPlace.sort(Comparator.comparingLong(TensorEntry::start).thenComparingLong(TensorEntry::end));
    long end = 0;
    for (TensorEntry entry : byPlace) {
      if (entry.start() != end) {
        throw damaged("arrays must lie side by side", "one at " + entry.start() + " after " + end);
      }
      end = entry.end();
    }
    if (end != source.size() - dataStart) {
      throw damaged("arrays must fill the file", source.size() - dataStart - end + " bytes more");
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private ModelFormatException damaged(String expectation, String received) {
    return Fault.of("Safetensors")
        .expected(expectation)
        .received(
            "%s in %s",
            received.length() > 300 ? received.substring(0, 300) + "…" : received, source.name())
        .remedy("The file is truncated or damaged: fetch or save it again.")
        .as(ModelFormatException::new);
  }
}
