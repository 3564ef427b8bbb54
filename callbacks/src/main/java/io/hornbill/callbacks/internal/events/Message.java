package io.hornbill.callbacks.internal.events;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A protocol buffer of {@code events.proto}. Its fields are known from the compiled description, so
 * that there is no generated code.
 *
 * <pre>{@code
 * byte[] event = Message.of("Event").with("wall_time", 1.5).with("file_version", "brain.Event:2").bytes();
 * }</pre>
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol buffers: encoding</a>
 */
public final class Message {
  private static final FileDescriptor FILE = file();
  private final DynamicMessage.Builder builder;

  private Message(DynamicMessage.Builder builder) {
    this.builder = builder;
  }

  private static FileDescriptor file() {
    try (InputStream in = Message.class.getResourceAsStream("events.desc")) {
      FileDescriptorSet set = FileDescriptorSet.parseFrom(in);
      return FileDescriptor.buildFrom(set.getFile(0), new FileDescriptor[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns the description of all messages.
   *
   * @return the compiled {@code events.proto}
   */
  static FileDescriptor description() {
    return FILE;
  }

  /**
   * Makes an empty message.
   *
   * @param type its name in {@code events.proto}, that of an inner one behind a dot
   * @return the message
   */
  public static Message of(String type) {
    return new Message(DynamicMessage.newBuilder(type(type)));
  }

  private static Descriptor type(String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? FILE.findMessageTypeByName(name)
        : type(name.substring(0, dot)).findNestedTypeByName(name.substring(dot + 1));
  }

  /**
   * Sets a field, or adds to a repeated one.
   *
   * @param field its name in {@code events.proto}
   * @param value a message, a string, a number, bytes, or an enum value's name
   */
  public Message with(String field, Object value) {
    FieldDescriptor known = builder.getDescriptorForType().findFieldByName(field);
    Object converted = convert(known, value);
    if (known.isRepeated()) {
      builder.addRepeatedField(known, converted);
    } else {
      builder.setField(known, converted);
    }
    return this;
  }

  /**
   * Adds an entry to a field that is a map from texts to messages.
   *
   * @param field its name in {@code events.proto}
   * @param key the key
   * @param value the value
   */
  public Message withEntry(String field, String key, Message value) {
    FieldDescriptor known = builder.getDescriptorForType().findFieldByName(field);
    DynamicMessage.Builder entry = DynamicMessage.newBuilder(known.getMessageType());
    return with(field, new Message(entry).with("key", key).with("value", value));
  }

  private static Object convert(FieldDescriptor field, Object value) {
    if (value instanceof Message message) {
      return message.builder.build();
    }
    if (value instanceof byte[] bytes) {
      return ByteString.copyFrom(bytes);
    }
    if (field.getJavaType() == FieldDescriptor.JavaType.ENUM) {
      return field.getEnumType().findValueByName((String) value);
    }
    return value;
  }

  /** {@return the bytes of the message as it is stored} */
  public byte[] bytes() {
    return builder.build().toByteArray();
  }

  /** {@return the message in protocol buffers' text format, a line per field} */
  public String text() {
    return TextFormat.printer().printToString(builder.build());
  }
}
