package io.hornbill.callbacks.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads event files again, by protobuf-java and the format's own words. */
public final class WrittenEvents {
  private final List<Message> events = new ArrayList<>();

  /** Reads all event files of a folder; a folder that is not there has none. */
  public WrittenEvents(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().contains("tfevents")).sorted().toList()) {
        read(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN));
      }
    }
  }

  private void read(ByteBuffer bytes) throws InvalidProtocolBufferException {
    while (bytes.hasRemaining()) {
      byte[] length = new byte[8];
      bytes.get(length);
      assertThat(bytes.getInt()).isEqualTo(EventFile.masked(length, 8));
      byte[] event = new byte[ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt()];
      bytes.get(event);
      assertThat(bytes.getInt()).isEqualTo(EventFile.masked(event, event.length));
      events.add(parse("Event", event));
    }
  }

  public static Message parse(String type, byte[] bytes) throws InvalidProtocolBufferException {
    var description = io.hornbill.callbacks.internal.events.Message.description();
    return DynamicMessage.parseFrom(description.findMessageTypeByName(type), bytes);
  }

  public static Object field(Message message, String name) {
    return message.getField(message.getDescriptorForType().findFieldByName(name));
  }

  public static Message message(Message message, String name) {
    return (Message) field(message, name);
  }

  public static List<?> list(Message message, String name) {
    return (List<?>) field(message, name);
  }

  public List<Message> events() {
    return events;
  }

  /** Graphs of layers: {@code name:op(inputs)}. */
  public List<String> graph() throws InvalidProtocolBufferException {
    for (Message event : events) {
      ByteString graph = (ByteString) field(event, "graph_def");
      if (!graph.isEmpty()) {
        return list(parse("Graph", graph.toByteArray()), "node").stream()
            .map(Message.class::cast)
            .map(n -> field(n, "name") + ":" + field(n, "op") + list(n, "input"))
            .toList();
      }
    }
    return List.of();
  }

  /** The summaries of a plugin: {@code tag@step}, in order. */
  public List<String> of(String plugin) {
    return found(plugin).stream().map(Map.Entry::getKey).toList();
  }

  /** The scalars: values by {@code tag@step}. */
  public Map<String, Float> scalars() {
    return found("scalars").stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                e -> content(message(e.getValue(), "tensor")).getFloat(),
                (a, b) -> b));
  }

  /** The bytes of the numbers of a tensor. */
  public static ByteBuffer content(Message tensor) {
    byte[] bytes = ((ByteString) field(tensor, "tensor_content")).toByteArray();
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The texts of a summary of texts. */
  public List<String> texts(String key) {
    return strings(key).stream().map(s -> s.toString(StandardCharsets.UTF_8)).toList();
  }

  /** The byte strings of a summary. */
  public List<ByteString> strings(String key) {
    return list(message(value(key), "tensor"), "string_val").stream()
        .map(ByteString.class::cast)
        .toList();
  }

  /** The summary of a key {@code tag@step}. */
  public Message value(String key) {
    return found("").stream()
        .filter(e -> e.getKey().equals(key))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  /** What the plugin of a summary gets. */
  public static byte[] pluginContent(Message value) {
    Message data = message(message(value, "metadata"), "plugin_data");
    return ((ByteString) field(data, "content")).toByteArray();
  }

  private List<Map.Entry<String, Message>> found(String plugin) {
    List<Map.Entry<String, Message>> result = new ArrayList<>();
    for (Message event : events) {
      for (Object one : list(message(event, "summary"), "value")) {
        Message value = (Message) one;
        Message data = message(message(value, "metadata"), "plugin_data");
        if (plugin.isEmpty() || field(data, "plugin_name").equals(plugin)) {
          result.add(Map.entry(field(value, "tag") + "@" + field(event, "step"), value));
        }
      }
    }
    return result;
  }
}
