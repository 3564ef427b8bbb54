package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.keras1.TimeDistributedDense;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers around layers: what the fixtures of Keras do not show. */
class WrapperTest {
  private static INDArray ones(long... shape) {
    return Nd4j.ones(DataType.FLOAT, shape);
  }

  @Test
  void bothDirectionsAreNamedAfterTheLayer() {
    Bidirectional layer = new Bidirectional(new LSTM(2).name("memory"));
    assertThat(layer.sublayers())
        .extracting(Layer::name)
        .containsExactly("forward_memory", "backward_memory");
    assertThat(layer.sublayers())
        .extracting(layer::attributeOf)
        .containsExactly("forward_layer", "backward_layer");
    assertThat(layer.sublayers().get(1).config().get("go_backwards")).isEqualTo(true);
    Layer again = Layers.read(Layers.write(layer));
    assertThat(again.sublayers())
        .extracting(Layer::name)
        .containsExactly("forward_memory", "backward_memory");
  }

  @Test
  void innerLayersAreFoundByTheAttributesOfKeras() {
    LSTM inner = new LSTM(2);
    assertThat(inner.sublayers()).extracting(inner::attributeOf).containsExactly("cell");
    TimeDistributed steps = new TimeDistributed(new Dense(2));
    assertThat(steps.sublayers()).extracting(steps::attributeOf).containsExactly("layer");
    StackedRNNCells cells = new StackedRNNCells(new GRUCell(2), new GRUCell(2));
    assertThat(cells.sublayers()).extracting(cells::attributeOf).containsOnly("cells");
    MultiHeadAttention attention = new MultiHeadAttention(2, 2);
    attention.buildFor(Shape.of(-1, 3, 4));
    assertThat(attention.sublayers())
        .extracting(attention::attributeOf)
        .containsExactly("query_dense", "key_dense", "value_dense", "output_dense");
    Model model = new Sequential(new Input(2), new Dense(3).name("fc"));
    assertThat(model.attributeOf(model.getLayer("fc"))).isEqualTo("fc");
  }

  @Test
  void anotherBackwardLayerTakesThePlaceOfTheFirst() {
    GRU back = new GRU(3).goBackwards(true).name("back");
    Bidirectional layer = new Bidirectional(new LSTM(2)).backwardLayer(back);
    assertThat(layer.sublayers()).hasSize(2).contains(back);
    assertThat(layer.attributeOf(back)).isEqualTo("backward_layer");
    assertThat(layer.outputShape(Shape.of(-1, 4, 2))).isEqualTo(Shape.of(-1, 5));
    assertThat(layer.weights()).hasSize(6);
  }

  @Test
  void directionsThatDoNotFitAreNamed() {
    Shape input = Shape.of(-1, 4, 2);
    Bidirectional same = new Bidirectional(new LSTM(2)).name("both").backwardLayer(new LSTM(2));
    assertThatThrownBy(() -> same.buildFor(input))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Bidirectional \"both\": goBackwards of the two layers must differ. Received: false for both. Change that of the backward layer.");
    GRU sequences = new GRU(2).goBackwards(true).returnSequences(true);
    Bidirectional unlike = new Bidirectional(new LSTM(2)).backwardLayer(sequences);
    assertThatThrownBy(() -> unlike.buildFor(input))
        .hasMessageContaining(
            "returnSequences of the two layers must be the same. Received: false forward, true backward");
    GRU state = new GRU(2).goBackwards(true).returnState(true);
    assertThatThrownBy(() -> new Bidirectional(new LSTM(2)).backwardLayer(state).buildFor(input))
        .hasMessageContaining("returnState of the two layers must be the same");
    GRU stateful = new GRU(2).goBackwards(true).stateful(true);
    assertThatThrownBy(() -> new Bidirectional(new LSTM(2)).backwardLayer(stateful).buildFor(input))
        .hasMessageContaining("stateful of the two layers must be the same");
    assertThatThrownBy(() -> new Bidirectional(new LSTM(2)).mergeMode("max"))
        .hasMessage(
            "Bidirectional: mergeMode must be \"concat\", \"sum\", \"mul\", \"ave\" or null. Received: \"max\". Choose one.");
    assertThatThrownBy(
            () ->
                Layers.get("Bidirectional", new Config().with("layer", Layers.write(new Dense(2)))))
        .hasMessageContaining("Bidirectional: layer must be recurrent. Received: Dense(");
    Bidirectional layer = new Bidirectional(new GRU(2)).name("both");
    assertThatThrownBy(() -> layer.apply(Input.of(3)))
        .hasMessageContaining("input must have 3 axes [batch, time, features]. Received: [?, 3]");
    assertThatThrownBy(() -> layer.apply(Input.of(4, 2), Input.of(2)))
        .hasMessageContaining("the first states must be those of both layers. Received: 1");
    layer.buildFor(input);
    assertThatThrownBy(() -> layer.mergeMode("sum")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> layer.backwardLayer(new GRU(2)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aStatefulPairForgetsInBothDirections() {
    Bidirectional layer = new Bidirectional(new GRU(3).stateful(true));
    Model model = new Sequential().add(new Input(-1, 2)).add(layer);
    INDArray first = model.predict(ones(2, 3, 2));
    assertThat(model.predict(ones(2, 3, 2))).isNotEqualTo(first);
    layer.resetStates();
    assertThat(model.predict(ones(2, 3, 2))).isEqualTo(first);
  }

  @Test
  void statesOfAnEncoderStartADecoder() {
    Tensor x = Input.of(-1, 2);
    List<Tensor> encoded = new Bidirectional(new LSTM(3).returnState(true)).applyAll(List.of(x));
    assertThat(encoded).hasSize(5);
    Tensor y = Input.of(4, 2);
    Tensor decoded =
        new Bidirectional(new LSTM(3).returnSequences(true))
            .apply(y, encoded.get(1), encoded.get(2), encoded.get(3), encoded.get(4));
    Model model = new Model(List.of(x, y), List.of(decoded));
    assertThat(decoded.shape()).isEqualTo(Shape.of(-1, 4, 6));
    INDArray one = model.predict(List.of(ones(2, 3, 2), ones(2, 4, 2))).get(0);
    INDArray other = model.predict(List.of(ones(2, 3, 2).mul(-1), ones(2, 4, 2))).get(0);
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void stepsOfAnyNumberGoThroughTheSameLayer() {
    Tensor x = Input.of(-1, 2);
    Dense inner = new Dense(3);
    TimeDistributed layer = new TimeDistributed(inner);
    Model model = new Model(List.of(x), List.of(layer.apply(x)));
    assertThat(model.outputs().get(0).shape()).isEqualTo(Shape.of(-1, -1, 3));
    assertThat(model.predict(ones(2, 5, 2)).shape()).containsExactly(2, 5, 3);
    assertThat(model.predict(ones(2, 1, 2)).shape()).containsExactly(2, 1, 3);
    assertThat(layer.weights()).isEqualTo(inner.weights());
  }

  @Test
  void modelsAreAppliedToEachStep() {
    Model inner = new Sequential(new Input(4), new Dense(3), new Dense(2));
    Model model = new Sequential(new Input(5, 4), new TimeDistributed(inner));
    INDArray y = model.predict(ones(2, 5, 4));
    assertThat(y.shape()).containsExactly(2, 5, 2);
    INDArray step = inner.predict(ones(1, 4));
    assertThat(y.getDouble(1, 4, 0)).isEqualTo(step.getDouble(0, 0));
  }

  @Test
  void functionsSeeOneStepAtATime() {
    Lambda centered = new Lambda(t -> t.minus(Ops.mean(t, new int[] {0}, true)));
    Model model = new Sequential(new Input(3, 1), new TimeDistributed(centered));
    INDArray x = Nd4j.createFromArray(new float[] {1, 2, 3, 5, 2, -1}).reshape(2, 3, 1);
    assertThat(model.predict(x).reshape(6).toFloatVector()).containsExactly(-2, 0, 2, 2, 0, -2);
  }

  @Test
  void stepsAreComputedTogetherWhereTheyDoNotTouchEachOther() {
    assertThat(new Dense(2).keepsRowsApart(true)).isTrue();
    assertThat(new LSTM(2).keepsRowsApart(true)).isTrue();
    assertThat(new GRU(2).stateful(true).keepsRowsApart(false)).isFalse();
    assertThat(new SpectralNormalization(new Dense(2)).keepsRowsApart(true)).isFalse();
    assertThat(new SpectralNormalization(new Dense(2)).keepsRowsApart(false)).isTrue();
    Layer model = new Sequential(new Input(2), new Dense(2), new BatchNormalization());
    assertThat(model.keepsRowsApart(true)).isFalse();
    assertThat(model.keepsRowsApart(false)).isTrue();
  }

  @Test
  void penaltiesOfInnerOutputsCountOncePerStep() {
    Dense inner = new Dense(2).useBias(false).kernelInitializer("ones").activityRegularizer("l1");
    Trace trace = new Trace(true, Ops.constant(0, DataType.DOUBLE), Layer::isTrainable);
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(2, 3, 1)));
    trace.run(new TimeDistributed(inner), List.of(x));
    assertThat(trace.losses()).hasSize(3);
  }

  @Test
  void sequencesThatDoNotFitAreNamed() {
    TimeDistributed layer = new TimeDistributed(new Dense(3)).name("steps");
    assertThatThrownBy(() -> layer.apply(Input.of(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "TimeDistributed \"steps\": input must have at least 3 axes [batch, time, …]. Received: [?, 4]. Reshape the data, or check the layer before.");
    assertThatThrownBy(() -> layer.apply(Input.of(4, 2), Input.of(4, 2)))
        .hasMessageContaining("the layer takes one sequence. Received: 2 inputs");
    Trace trace = Trace.inference();
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(2, 4, 2)));
    trace.setMask(x, Ops.constant(ones(2, 3)));
    assertThatThrownBy(() -> trace.run(layer, List.of(x)))
        .hasMessageContaining(
            "the mask must begin with the axes [batch, time] of the input. Received: mask [2, 3], input [2, 4, 2]");
    assertThatThrownBy(() -> new TimeDistributedDense(3).apply(Input.of(4)))
        .hasMessageContaining("must have 3 axes [batch, time, features]. Received: [?, 4]");
  }

  @Test
  void timeDistributedDenseIsADenseLayer() {
    TimeDistributedDense layer = new TimeDistributedDense(3).activation("relu");
    assertThat(layer.outputShape(Shape.of(-1, 4, 2))).isEqualTo(Shape.of(-1, 4, 3));
    Dense same = (Dense) Layers.read(Layers.write(layer));
    same.buildFor(Shape.of(-1, 4, 2));
    same.setWeights(layer.getWeights());
    assertThat(Layers.get("TimeDistributedDense", layer.config())).isInstanceOf(layer.getClass());
    INDArray x = Nd4j.rand(DataType.FLOAT, 2, 4, 2).sub(0.5);
    Model one = new Sequential(new Input(4, 2), layer);
    Model other = new Sequential(new Input(4, 2), same);
    assertThat(one.predict(x)).isEqualTo(other.predict(x));
  }

  private static Config wrapped(String field, Object outer, Object inner) {
    Config config = Layers.write(new TimeDistributed(new Dense(2).name("d")).name("t"));
    Config settings = config.nested("config", Objects.requireNonNull(config.get("config")));
    Config layer = settings.nested("layer", Objects.requireNonNull(settings.get("layer")));
    Config inside = layer.nested("config", Objects.requireNonNull(layer.get("config")));
    layer.with("config", inside.with(field, inner));
    return config.with("config", settings.with(field, outer).with("layer", layer));
  }

  /** Keras 3.15 says so: the constructor's trainable=False is that of the outer layer alone. */
  @ParameterizedTest
  @CsvSource({"false, true, 2", "true, false, 0", "false, false, 0"})
  void layersOfAFileAreFrozenOneByOne(boolean outer, boolean inner, int trained) {
    Config config = wrapped("trainable", outer, inner);
    Layer layer = Layers.read(config);
    Model model = new Sequential(new Input(4, 3), layer);
    assertThat(model.trainableWeights()).hasSize(trained);
    assertThat(Layers.write(layer)).isEqualTo(config);
    assertThat(layer.trainable(false).trainableWeights()).isEmpty();
    assertThat(layer.trainable(true).trainableWeights()).hasSize(2);
    model.close();
  }

  @ParameterizedTest
  @CsvSource({"float64, float32", "float32, float64", "float64, float64"})
  void layersOfAFileKeepTheirTypes(String outer, String inner) {
    Config config = wrapped("dtype", outer, inner);
    Layer layer = Layers.read(config);
    Model model = new Sequential(new Input(4, 3), layer);
    assertThat(Layers.write(layer)).isEqualTo(config);
    model.close();
  }

  @Test
  void aFrozenLayerIsNotTrainedWhereAnotherSharesItsWeight() {
    Layer inner = new Dense(2).trainable(false);
    Model model = new Sequential(new Input(3), new SpectralNormalization(inner));
    assertThat(model.trainableWeights()).isEmpty();
    model.close();
  }
}
