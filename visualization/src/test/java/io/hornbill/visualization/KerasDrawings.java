package io.hornbill.visualization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbill.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Models, and what Keras' model_to_dot draws of them, from make_plot_fixtures.py. */
public final class KerasDrawings {
  private KerasDrawings() {}

  /** The entries of the file, by the models' names. */
  public static Stream<JsonNode> all() {
    try (InputStream in = KerasDrawings.class.getResourceAsStream("/golden/plots.json")) {
      JsonNode models = new ObjectMapper().readTree(in).get("models");
      return StreamSupport.stream(models.spliterator(), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Stream<String> names() {
    return all().map(entry -> entry.get("name").asText());
  }

  public static JsonNode entry(String name) {
    return all().filter(one -> one.get("name").asText().equals(name)).findFirst().orElseThrow();
  }

  public static Model model(String name) {
    return Model.fromJson(entry(name).get("model").toString());
  }

  /** Keras' options as ours. */
  public static Consumer<PlotOptions> options(JsonNode keras) {
    return o ->
        o.showShapes(keras.path("show_shapes").asBoolean())
            .showDataType(keras.path("show_dtype").asBoolean())
            .showLayerNames(keras.path("show_layer_names").asBoolean(true))
            .showLayerActivations(keras.path("show_layer_activations").asBoolean())
            .showTrainable(keras.path("show_trainable").asBoolean())
            .expandNested(keras.path("expand_nested").asBoolean())
            .rankDir(keras.path("rankdir").asText("TB"))
            .dpi(keras.path("dpi").asDouble(200));
  }
}
