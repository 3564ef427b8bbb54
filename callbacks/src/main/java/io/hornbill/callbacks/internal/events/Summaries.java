package io.hornbill.callbacks.internal.events;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What TensorBoard shows: each summary is a tensor with a tag and the plugin that draws it. */
public final class Summaries {
  private Summaries() {}

  /**
   * Makes a point of a curve.
   *
   * @param tag the curve's name
   * @param value the number, kept as a float
   * @return the summary
   */
  public static Message scalar(String tag, double value) {
    return value(tag, "scalars", new byte[0], numbers("DT_FLOAT", bytes((float) value)));
  }

  /**
   * Makes a histogram of 30 buckets.
   *
   * @param tag its name
   * @param values an array of any shape
   * @return the summary
   */
  public static Message histogram(String tag, INDArray values) {
    double[] rows = Histogram.buckets(values.dup('c').data().asDouble());
    byte[] content = new byte[rows.length * Double.BYTES];
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(rows);
    return value(
        tag, "histograms", new byte[0], numbers("DT_DOUBLE", content, Histogram.BUCKETS, 3));
  }

  /**
   * Makes pictures of a weight.
   *
   * @param tag their name
   * @param weight the weight
   * @return the summary; null if the weight cannot be drawn
   */
  public static @Nullable Message image(String tag, INDArray weight) {
    WeightImages images = WeightImages.of(weight);
    if (images.files().isEmpty()) {
      return null;
    }
    Message tensor = Message.of("Tensor").with("dtype", "DT_STRING");
    tensor.with("tensor_shape", shape(images.files().size() + 2));
    tensor.with("string_val", utf8(Integer.toString(images.width())));
    tensor.with("string_val", utf8(Integer.toString(images.height())));
    images.files().forEach(file -> tensor.with("string_val", file));
    return value(tag, "images", new byte[0], tensor);
  }

  /**
   * Makes a summary of strings.
   *
   * @param tag its name
   * @param text what to show, in Markdown
   * @return the summary
   */
  public static Message text(String tag, String text) {
    return value(tag, "text", new byte[0], string(text));
  }

  /**
   * Makes the graph of layers that Keras writes.
   *
   * @param json the model's configuration
   * @return the summary
   */
  public static Message kerasModel(String json) {
    return value("keras", "graph_keras_model", utf8("1"), string(json));
  }

  /**
   * Makes the beginning of a session with its hyperparameters.
   *
   * @param settings numbers, booleans, or what is shown as a string
   * @return the summary
   */
  public static Message sessionStart(Map<String, ?> settings) {
    Message start = Message.of("SessionStart").with("start_time_secs", EventFile.wallTime());
    settings.forEach((name, setting) -> start.withEntry("hparams", name, setting(setting)));
    return session("session_start_info", start);
  }

  /**
   * Makes the end of a session.
   *
   * @return the summary
   */
  public static Message sessionEnd() {
    return session(
        "session_end_info",
        Message.of("SessionEnd")
            .with("status", "STATUS_SUCCESS")
            .with("end_time_secs", EventFile.wallTime()));
  }

  private static Message session(String what, Message info) {
    byte[] content = Message.of("HParams").with(what, info).bytes();
    Message none = Message.of("Tensor").with("dtype", "DT_FLOAT").with("tensor_shape", shape());
    return value("_hparams_/" + what, "hparams", content, none);
  }

  private static Message setting(Object value) {
    Message setting = Message.of("Setting");
    if (value instanceof Boolean) {
      return setting.with("bool_value", value);
    }
    return value instanceof Number number
        ? setting.with("number_value", number.doubleValue())
        : setting.with("string_value", value.toString());
  }

  private static Message value(String tag, String plugin, byte[] content, Message tensor) {
    Message data = Message.of("SummaryMetadata.PluginData").with("plugin_name", plugin);
    data.with("content", content);
    return Message.of("Summary.Value")
        .with("tag", tag)
        .with("metadata", Message.of("SummaryMetadata").with("plugin_data", data))
        .with("tensor", tensor);
  }

  private static Message string(String text) {
    return Message.of("Tensor")
        .with("dtype", "DT_STRING")
        .with("tensor_shape", shape())
        .with("string_val", utf8(text));
  }

  private static Message numbers(String type, byte[] content, long... lengths) {
    return Message.of("Tensor")
        .with("dtype", type)
        .with("tensor_shape", shape(lengths))
        .with("tensor_content", content);
  }

  private static Message shape(long... lengths) {
    Message shape = Message.of("Shape");
    for (long length : lengths) {
      shape.with("dim", Message.of("Shape.Dim").with("size", length));
    }
    return shape;
  }

  private static byte[] bytes(float value) {
    return ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
