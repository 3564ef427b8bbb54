package io.hornbill.saving.internal.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Model;
import io.hornbill.base.Config;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.Json;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Layers;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ModelConfigsTest {

  /** Keras 1's words, and Keras 2's by the tables of Keras 2.3.1 (legacy/interfaces.py). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Dense | output_dim: 3 | units | 3",
        "Dense | output_dim: 3, bias: false | use_bias | false",
        "Dense | output_dim: 3, activation: 'hard_sigmoid' | activation | hard_sigmoid",
        "Convolution2D | nb_filter: 2, nb_row: 3, nb_col: 5 | kernel_size | [3, 5]",
        "Convolution2D | nb_filter: 2, nb_row: 3, nb_col: 3 | filters | 2",
        "Convolution2D | nb_filter: 2, nb_row: 3, nb_col: 3, subsample: [2, 1] | strides | [2, 1]",
        "Convolution2D | nb_filter: 2, nb_row: 3, nb_col: 3, border_mode: 'same' | padding | same",
        "Convolution2D | nb_filter: 2, nb_row: 3, nb_col: 3, dim_ordering: 'th' | data_format | channels_first",
        "Convolution1D | nb_filter: 2, filter_length: 4 | kernel_size | [4]",
        "Convolution1D | nb_filter: 2, filter_length: 4, subsample_length: 2 | strides | [2]",
        "Convolution3D | nb_filter: 2, kernel_dim1: 1, kernel_dim2: 2, kernel_dim3: 3 | kernel_size | [1, 2, 3]",
        "AtrousConvolution2D | nb_filter: 2, nb_row: 3, nb_col: 3, atrous_rate: [2, 2] | dilation_rate | [2, 2]",
        "AtrousConvolution1D | nb_filter: 2, filter_length: 3, atrous_rate: 2 | dilation_rate | [2]",
        "MaxPooling1D | pool_length: 3 | pool_size | [3]",
        "MaxPooling1D | pool_length: 3, stride: 2 | strides | [2]",
        "UpSampling1D | length: 3 | size | 3",
        "Dropout | p: 0.25 | rate | 0.25",
        "GaussianNoise | sigma: 0.5 | stddev | 0.5",
        "LSTM | output_dim: 3, forget_bias_init: 'zero' | unit_forget_bias | false",
        "LSTM | output_dim: 3, forget_bias_init: 'one' | unit_forget_bias | true",
        "LSTM | output_dim: 3 | recurrent_activation | hard_sigmoid",
        "LSTM | output_dim: 3, inner_activation: 'sigmoid' | recurrent_activation | sigmoid",
        "LSTM | output_dim: 3, dropout_W: 0.5 | dropout | 0.5",
        "LSTM | output_dim: 3, dropout_U: 0.5 | recurrent_dropout | 0.5",
        "GRU | output_dim: 3 | reset_after | false",
        "CuDNNGRU | units: 3 | reset_after | true",
        "CuDNNLSTM | units: 3 | recurrent_activation | sigmoid",
        "LeakyReLU | alpha: {type: 'ndarray', dtype: 'float32', value: 0.5} | negative_slope | 0.5",
        "ZeroPadding2D | padding: {top_pad: 1, bottom_pad: 2, left_pad: 3} | padding | [[1, 2], [3, 0]]",
        "Embedding | input_dim: 5, output_dim: 4 | output_dim | 4",
        "BatchNormalization | mode: 0 | epsilon | 0.001",
        "BatchNormalization | mode: 0 | momentum | 0.99",
      })
  void knowsTheWordsOfOlderVersions(String type, String settings, String field, String expected) {
    assertThat(String.valueOf(layer(type, settings).config().get(field))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Dense | output_dim: 3, init: 'one' | kernel_initializer | Ones",
        "Embedding | input_dim: 5, output_dim: 4, init: 'zero' | embeddings_initializer | Zeros",
        "PReLU | init: 'one' | alpha_initializer | Ones",
        "LSTM | output_dim: 3, inner_init: 'identity' | recurrent_initializer | Identity",
        "BatchNormalization | beta_init: 'one' | beta_initializer | Ones",
        "BatchNormalization | gamma_init: 'zero' | gamma_initializer | Zeros",
        "SeparableConvolution2D | nb_filter: 2, nb_row: 3, nb_col: 3, init: 'one' | depthwise_initializer | Ones",
        "SeparableConvolution2D | nb_filter: 2, nb_row: 3, nb_col: 3, init: 'one' | pointwise_initializer | Ones",
        "Dense | units: 3, kernel_initializer: {class_name: 'VarianceScaling', config: {scale: 1.0, mode: 'fan_in', distribution: 'normal'}} | kernel_initializer | VarianceScaling",
        "Dense | output_dim: 3, W_regularizer: {name: 'WeightRegularizer', l1: 0.0, l2: 0.1} | kernel_regularizer | L1L2",
        "Dense | output_dim: 3, b_regularizer: {name: 'L1L2Regularizer', l1: 0.1, l2: 0.0} | bias_regularizer | L1L2",
        "LSTM | output_dim: 3, U_regularizer: {name: 'WeightRegularizer', l1: 0.0, l2: 0.1} | recurrent_regularizer | L1L2",
        "Dense | output_dim: 3, W_constraint: {name: 'MaxNorm', m: 4, axis: 0} | kernel_constraint | MaxNorm",
        "Dense | output_dim: 3, b_constraint: {name: 'NonNeg'} | bias_constraint | NonNeg",
      })
  void knowsThePartsOfOlderVersions(String type, String settings, String field, String expected) {
    Object part = layer(type, settings).config().get(field);
    assertThat(Config.config(field, Objects.requireNonNull(part)).get("class_name"))
        .isEqualTo(expected);
  }

  @Test
  void knowsKeras1sNamesOfTheSettingsOfConstraints() {
    Layer layer = layer("Dense", "output_dim: 3, W_constraint: {name: 'MaxNorm', m: 4, axis: 0}");
    Config constraint =
        Config.config("c", Objects.requireNonNull(layer.config().get("kernel_constraint")));
    assertThat(Objects.requireNonNull(constraint.config("config")).number("max_value", 0))
        .isEqualTo(4);
  }

  private static Layer layer(String type, String settings) {
    String json =
        "{\"class_name\": \"%s\", \"config\": {%s}}"
            .formatted(type.strip(), settings.replaceAll("(\\w+):", "\"$1\":").replace('\'', '"'));
    return Layers.read(ModelConfigs.translate(Json.read(json, "test"), new Origin(1, false)));
  }

  /** Keras 1 began some sequences by merging others; by hand: relu(x) + relu(y). */
  @Test
  void readsSequencesThatBeginByMergingOthers() {
    String branch =
        """
        {"class_name": "Sequential", "config": [{"class_name": "Activation", "config":
          {"name": "relu_%s", "batch_input_shape": [null, 2], "activation": "relu"}}]}
        """;
    String json =
        """
        {"class_name": "Sequential", "keras_version": "1.2.2", "config": [
          {"class_name": "Merge", "config": {"name": "merge_1", "mode": "sum", "concat_axis": -1,
            "dot_axes": -1, "layers": [%s, %s]}},
          {"class_name": "Activation", "config": {"name": "same", "activation": "linear"}}]}
        """
            .formatted(branch.formatted(1), branch.formatted(2));
    try (Model model = Model.fromJson(json)) {
      INDArray x = Nd4j.createFromArray(1f, -2f).reshape(1, 2);
      INDArray y = Nd4j.createFromArray(-3f, 4f).reshape(1, 2);
      assertThat(model.predict(List.of(x, y)).get(0).data().asFloat()).containsExactly(1, 4);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Dense | output_dim: 2, input_dim: 7 | [?, 7]",
        "LSTM | output_dim: 2, input_dim: 7, input_length: 5 | [?, 5, 7]",
        "Embedding | input_dim: 9, output_dim: 2, input_length: 4 | [?, 4]",
        "Dense | output_dim: 2, input_shape: [6] | [?, 6]",
        "Dense | output_dim: 2, batch_input_shape: [3, 6] | [3, 6]",
      })
  void findsTheShapeOfTheInputInTheFirstLayer(String type, String settings, String shape) {
    String json =
        "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"%s\", \"config\": {\"name\": \"first\", %s}}]}"
            .formatted(type.strip(), settings.replaceAll("(\\w+):", "\"$1\":").replace('\'', '"'));
    try (Model model = Model.fromJson(json)) {
      assertThat(model.inputs().get(0).shape()).hasToString(shape);
      assertThat(model.inputNames()).containsExactly("first_input");
    }
  }

  /** Ops between layers, as TensorFlow 2.1 and 2.4 wrote them; by hand. */
  @Test
  void makesLayersOfOpsOfTensorFlow() {
    String json =
        """
        {"class_name": "Functional", "keras_version": "2.4.0", "config": {"name": "m", "layers": [
          {"name": "in", "class_name": "InputLayer", "inbound_nodes": [],
            "config": {"batch_input_shape": [null, 2, 3], "dtype": "float32", "name": "in"}},
          {"name": "tf_op_layer_Reshape", "class_name": "TensorFlowOpLayer", "config":
            {"name": "Reshape", "node_def": {"op": "Reshape", "input": ["in", "shape"]},
             "constants": {"1": [-1, 6]}}, "inbound_nodes": [[["in", 0, 0, {}]]]},
          {"name": "tf.nn.relu", "class_name": "TFOpLambda", "config":
            {"name": "tf.nn.relu", "function": "nn.relu"},
            "inbound_nodes": [["tf_op_layer_Reshape", 0, 0, {"name": null}]]},
          {"name": "tf.math.add", "class_name": "TFOpLambda", "config":
            {"name": "tf.math.add", "function": "math.add"},
            "inbound_nodes": [["tf.nn.relu", 0, 0, {"y": ["tf_op_layer_Reshape", 0, 0]}]]}],
          "input_layers": [["in", 0, 0]], "output_layers": [["tf.math.add", 0, 0]]}}
        """;
    try (Model model = Model.fromJson(json)) {
      INDArray x = Nd4j.createFromArray(1f, -2, 3, -4, 5, -6).reshape(1, 2, 3);
      assertThat(model.predict(x).data().asFloat()).containsExactly(2, -2, 6, -4, 10, -6);
    }
  }

  /**
   * What tf_keras 2.21 writes of normalized vectors: the second is named as a part of the first.
   */
  @Test
  void namesThePartsOfFunctionsAsNoOtherLayer() {
    String input =
        """
        {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 2],
        "dtype": "float32", "sparse": false, "ragged": false, "name": "%1$s"}, "name": "%1$s",
        "inbound_nodes": []}""";
    String function =
        """
        {"class_name": "TFOpLambda", "config": {"name": "tf.math.%1$s", "trainable": true,
        "dtype": "float32", "function": "math.%2$s"}, "name": "tf.math.%1$s",
        "inbound_nodes": [["%3$s", 0, 0, {%4$s}]]}""";
    String layers =
        String.join(
            ",",
            input.formatted("a"),
            input.formatted("b"),
            function.formatted("l2_normalize", "l2_normalize", "a", "\"axis\": 1"),
            function.formatted("l2_normalize_1", "l2_normalize", "b", "\"axis\": 1"),
            function.formatted(
                "multiply",
                "multiply",
                "tf.math.l2_normalize",
                "\"y\": [\"tf.math.l2_normalize_1\", 0, 0], \"name\": null"));
    String json =
        """
        {"class_name": "Functional", "config": {"name": "model", "trainable": true,
        "layers": [%s], "input_layers": [["a", 0, 0], ["b", 0, 0]],
        "output_layers": [["tf.math.multiply", 0, 0]]},
        "keras_version": "2.21.0", "backend": "tensorflow"}"""
            .formatted(layers);

    try (Model model = Model.fromJson(json)) {
      INDArray product =
          model
              .predict(
                  List.of(
                      Nd4j.createFromArray(new float[][] {{3, 4}}),
                      Nd4j.createFromArray(new float[][] {{4, 3}})))
              .get(0);
      assertThat(product.getDouble(0)).isCloseTo(0.48, within(1e-6));
      assertThat(product.getDouble(1)).isCloseTo(0.48, within(1e-6));
    }
  }

  @Test
  void namesOpsThatNoLayerComputes() {
    String json =
        """
        {"class_name": "Functional", "keras_version": "2.4.0", "config": {"name": "m", "layers": [
          {"name": "in", "class_name": "InputLayer", "inbound_nodes": [],
            "config": {"batch_input_shape": [null, 2], "name": "in"}},
          {"name": "tf.math.betainc", "class_name": "TFOpLambda", "config":
            {"name": "tf.math.betainc", "function": "math.betainc"},
            "inbound_nodes": [["in", 0, 0, {}]]}],
          "input_layers": [["in", 0, 0]], "output_layers": [["tf.math.betainc", 0, 0]]}}
        """;
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Model.fromJson(json))
        .withMessageContaining(
            "Layer \"tf.math.betainc\": the op of TensorFlow must be one that a layer computes. Received: math.betainc. Register a layer of your own in its place: Model.load(path, o -> o.register(\"TFOpLambda\", config -> new MyLayer())).");
  }

  @Test
  void refusesKeras1sOtherModesOfBatchNormalization() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> layer("BatchNormalization", "name: 'bn', mode: 1"))
        .withMessage(
            "BatchNormalization \"bn\": Keras 1's mode must be 0, which normalizes by moving averages. Received: mode=1, which Keras dropped with version 2. Register a layer of your own for it with LoadOptions.register.");
  }
}
