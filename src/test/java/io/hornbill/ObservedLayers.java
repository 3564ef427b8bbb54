package io.hornbill;

import io.hornbill.base.Config;
import io.hornbill.engine.testing.Evaluate;
import io.hornbill.engine.testing.Golden;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Cell;
import io.hornbill.layers.InputLayer;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Layers;
import io.hornbill.layers.ReversibleEmbedding;
import io.hornbill.layers.Trace;
import io.hornbill.layers.augmentation.ImageLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What layers do: with the settings and the inputs of the first fixture of their class. */
final class ObservedLayers {
  private static final Map<String, Golden.Case> CASES = cases();
  private static final Set<String> TAKE_MASKS =
      Set.of("ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "GRU", "LSTM", "RNN", "SimpleRNN");

  /** The inputs of layers that have no fixture, or none that shows all settings. */
  private static final Map<String, List<long[]>> SHAPES =
      Map.ofEntries(
          Map.entry("BatchNormalization", List.of(new long[] {3, 4, 2})),
          Map.entry("Concatenate", List.of(new long[] {2, 3, 2}, new long[] {2, 3, 2})),
          Map.entry("ConvLSTM3D", List.of(new long[] {1, 3, 3, 2, 2, 1})),
          Map.entry("ConvLSTMCell", List.of(new long[] {2, 5, 5, 2})),
          Map.entry("CustomScaleLayer", List.of(new long[] {2, 3}, new long[] {2, 3})),
          Map.entry("LayerScale", List.of(new long[] {2, 3})),
          Map.entry("StochasticDepth", List.of(new long[] {6, 3})),
          Map.entry("Normalization", List.of(new long[] {2, 3, 3})),
          Map.entry("Rescaling", List.of(new long[] {2, 3})),
          Map.entry("Dot", List.of(new long[] {2, 3, 3}, new long[] {2, 3, 3})),
          Map.entry("Flatten", List.of(new long[] {2, 4, 3})),
          Map.entry("InputLayer", List.of(new long[] {2, 3})),
          Map.entry("LayerNormalization", List.of(new long[] {3, 4, 2})),
          Map.entry(
              "MultiHeadAttention", List.of(new long[] {2, 3, 4, 5}, new long[] {2, 3, 4, 5})),
          Map.entry("RMSNormalization", List.of(new long[] {3, 4, 2})),
          Map.entry("Softmax", List.of(new long[] {3, 4, 2})),
          Map.entry("StackedRNNCells", List.of(new long[] {2, 3})),
          Map.entry("UnitNormalization", List.of(new long[] {3, 4, 2})));

  /** A layer that takes less than the one whose rows it shares. */
  private static final Map<String, List<long[]>> SEQUENCES =
      Map.of("TimeDistributedDense", List.of(new long[] {2, 3, 4}));

  private ObservedLayers() {}

  private static Map<String, Golden.Case> cases() {
    Map<String, Golden.Case> cases = new LinkedHashMap<>();
    Golden.layerCases().forEach(one -> cases.putIfAbsent(one.className(), one));
    return cases;
  }

  static Layer make(String name, Config settings) {
    Hornbill.seed(1);
    return Layers.get(name, base(name).withAll(settings));
  }

  /** The layer whose rows and inputs a layer shares: for Keras 1's names, that of Keras 3. */
  static String shownBy(String name) {
    return CASES.containsKey(name) || SHAPES.containsKey(name) || ObservedPreprocessing.knows(name)
        ? name
        : Layers.get(name).className();
  }

  /** All settings that a layer is made from. */
  static Config base(String name) {
    if (ObservedPreprocessing.knows(name)) {
      return new Config();
    }
    Golden.Case one = CASES.get(shownBy(name));
    return (one == null ? new Config() : one.config()).with("dtype", "float64");
  }

  /** What a layer begins with, and what it computes in inference and in training. */
  static List<Object> results(Layer layer) {
    if (ObservedPreprocessing.knows(layer.className())) {
      return ObservedPreprocessing.results(layer);
    }
    Hornbill.seed(1);
    List<INDArray> inputs = new ArrayList<>(inputs(layer));
    layer.buildFor(inputs.stream().map(x -> Shape.of(x.shape())).toArray(Shape[]::new));
    inputs.addAll(states(layer, inputs.get(0)));
    List<Object> results = new ArrayList<>();
    if (layer instanceof InputLayer input) {
      results.add(input.tensor().shape());
    }
    layer.weights().forEach(w -> results.add(w.name() + w.shape()));
    layer.trainableWeights().forEach(w -> results.add("trained: " + w.name()));
    results.addAll(Observed.numbers(layer.getWeights().toArray(INDArray[]::new)));
    List<INDArray> weights = new ArrayList<>();
    for (Variable weight : layer.weights()) {
      weights.add(Evaluate.uniform(weights.size(), 0.1, 0.9, weight.shape().dims()));
    }
    layer.setWeights(weights);
    for (boolean training : new boolean[] {false, true}) {
      List<INDArray> computed =
          Evaluate.all(xs -> call(layer, xs, training), inputs.toArray(INDArray[]::new));
      computed.forEach(y -> results.add(Arrays.toString(y.shape())));
      results.addAll(Observed.numbers(computed.toArray(INDArray[]::new)));
    }
    return results;
  }

  private static List<INDArray> inputs(Layer layer) {
    String name = layer.className();
    if (layer instanceof ImageLayer) {
      return List.of(Evaluate.uniform(1, 0, 255, 2, 6, 8, 3));
    }
    List<long[]> shapes =
        SEQUENCES.getOrDefault(layer.getClass().getSimpleName(), SHAPES.get(name));
    if (shapes == null) {
      return Golden.arrays(CASES.get(name).node().get("inputs"), DataType.DOUBLE);
    }
    List<INDArray> inputs = new ArrayList<>();
    for (long[] shape : shapes) {
      inputs.add(Evaluate.uniform(inputs.size(), -1, 1, shape));
    }
    return inputs;
  }

  /** What a cell takes beside its input. */
  private static List<INDArray> states(Layer layer, INDArray input) {
    List<INDArray> states = new ArrayList<>();
    if (layer instanceof Cell cell) {
      for (Shape state : cell.stateShapes(Shape.of(input.shape()))) {
        long[] shape = Shape.of(input.size(0)).append(state.dims()).dims();
        states.add(Evaluate.uniform(10 + states.size(), -1, 1, shape));
      }
    }
    return states;
  }

  /** Outputs, masks, losses, updates, and penalties and constraints of the weights. */
  private static List<Tensor> call(Layer layer, List<Tensor> xs, boolean training) {
    Trace trace = new Trace(training, Ops.constant(0, DataType.DOUBLE), Layer::isTrainable);
    List<Tensor> inputs = new ArrayList<>(xs);
    if (TAKE_MASKS.contains(layer.className())) {
      inputs.set(0, trace.run(new LastStepMasked(), List.of(xs.get(0))).get(0));
    }
    List<Tensor> outputs = trace.run(layer, inputs);
    List<Tensor> all = new ArrayList<>();
    for (Tensor output : outputs) {
      all.add(Ops.cast(output, DataType.DOUBLE));
      Tensor mask = trace.mask(output);
      if (mask != null) {
        all.add(Ops.cast(mask, DataType.DOUBLE));
      }
    }
    if (layer instanceof ReversibleEmbedding embedding) {
      all.add(Ops.cast(trace.run(embedding.reversed(), outputs).get(0), DataType.DOUBLE));
    }
    all.addAll(trace.losses());
    all.addAll(trace.updates().stream().map(Assignment::value).toList());
    for (Variable weight : layer.weights()) {
      if (weight.regularizer() != null) {
        all.add(weight.regularizer().apply(weight.tensor()));
      }
      if (weight.constraint() != null) {
        all.add(weight.constraint().apply(weight.tensor()));
      }
    }
    return all;
  }

  /** Passes on its input, whose last step does not count. */
  private static final class LastStepMasked extends Layer {
    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return Ops.identity(x);
    }

    @Override
    protected List<Tensor> computeMask(
        List<Tensor> inputs, List<Tensor> masks, List<Tensor> outputs) {
      Shape shape = inputs.get(0).shape();
      INDArray mask = Nd4j.ones(DataType.DOUBLE, shape.dim(0), shape.dim(1));
      for (long row = 0; row < shape.dim(0); row++) {
        mask.putScalar(row, shape.dim(1) - 1, 0);
      }
      return List.of(Ops.constant(mask));
    }
  }
}
