package io.hornbill.callbacks;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.callbacks.internal.events.Message;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model as TensorBoard draws it. */
final class TensorBoardGraph {
  /** The version of TensorFlow's graphs that TensorBoard expects at least. */
  private static final int PRODUCER = 22;

  private TensorBoardGraph() {}

  private interface AsMap {
    @JsonValue
    Map<String, @Nullable Object> asMap();
  }

  /** The layers as a graph of ops, which TensorBoard calls the run's graph. */
  static Message ofLayers(TrainingModel model) {
    Message graph = Message.of("Graph");
    for (TrainedLayer layer : model.trainedLayers()) {
      Message node = Message.of("Node").with("name", layer.name()).with("op", layer.className());
      layer.inputs().forEach(input -> node.with("input", input));
      graph.with("node", node);
    }
    return graph.with("versions", Message.of("Versions").with("producer", PRODUCER));
  }

  /** The model's configuration, which TensorBoard calls the conceptual graph. */
  static String json(TrainingModel model) {
    Config whole =
        new Config().with("class_name", model.className()).with("config", model.config());
    try {
      return new ObjectMapper().addMixIn(Config.class, AsMap.class).writeValueAsString(whole);
    } catch (JsonProcessingException e) {
      throw Fault.of("TensorBoard")
          .expected("the model's config() must be writable as JSON")
          .received(e.getOriginalMessage())
          .remedy("Correct it, or set writeGraph(false).")
          .argument(e);
    }
  }
}
