package io.hornbill.hostile;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Activation;
import io.hornbill.layers.ActivityRegularization;
import io.hornbill.layers.AdaptiveAveragePooling1D;
import io.hornbill.layers.AdaptiveAveragePooling2D;
import io.hornbill.layers.AdaptiveAveragePooling3D;
import io.hornbill.layers.AdaptiveMaxPooling1D;
import io.hornbill.layers.AdaptiveMaxPooling2D;
import io.hornbill.layers.AdaptiveMaxPooling3D;
import io.hornbill.layers.Add;
import io.hornbill.layers.AdditiveAttention;
import io.hornbill.layers.AlphaDropout;
import io.hornbill.layers.Attention;
import io.hornbill.layers.Average;
import io.hornbill.layers.AveragePooling1D;
import io.hornbill.layers.AveragePooling2D;
import io.hornbill.layers.AveragePooling3D;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Bidirectional;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Conv1D;
import io.hornbill.layers.Conv1DTranspose;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Conv2DTranspose;
import io.hornbill.layers.Conv3D;
import io.hornbill.layers.Conv3DTranspose;
import io.hornbill.layers.ConvLSTM1D;
import io.hornbill.layers.ConvLSTM2D;
import io.hornbill.layers.ConvLSTM3D;
import io.hornbill.layers.Cropping1D;
import io.hornbill.layers.Cropping2D;
import io.hornbill.layers.Cropping3D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.DepthwiseConv1D;
import io.hornbill.layers.DepthwiseConv2D;
import io.hornbill.layers.Dot;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.ELU;
import io.hornbill.layers.EinsumDense;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.GRU;
import io.hornbill.layers.GRUCell;
import io.hornbill.layers.GaussianDropout;
import io.hornbill.layers.GaussianNoise;
import io.hornbill.layers.GlobalAveragePooling1D;
import io.hornbill.layers.GlobalAveragePooling2D;
import io.hornbill.layers.GlobalAveragePooling3D;
import io.hornbill.layers.GlobalMaxPooling1D;
import io.hornbill.layers.GlobalMaxPooling2D;
import io.hornbill.layers.GlobalMaxPooling3D;
import io.hornbill.layers.GroupNormalization;
import io.hornbill.layers.GroupedQueryAttention;
import io.hornbill.layers.Identity;
import io.hornbill.layers.LSTM;
import io.hornbill.layers.LSTMCell;
import io.hornbill.layers.Layer;
import io.hornbill.layers.LayerNormalization;
import io.hornbill.layers.LeakyReLU;
import io.hornbill.layers.LocallyConnected1D;
import io.hornbill.layers.LocallyConnected2D;
import io.hornbill.layers.Masking;
import io.hornbill.layers.MaxPooling1D;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.layers.MaxPooling3D;
import io.hornbill.layers.Maximum;
import io.hornbill.layers.Minimum;
import io.hornbill.layers.MultiHeadAttention;
import io.hornbill.layers.Multiply;
import io.hornbill.layers.Normalization;
import io.hornbill.layers.PReLU;
import io.hornbill.layers.Permute;
import io.hornbill.layers.RMSNormalization;
import io.hornbill.layers.RNN;
import io.hornbill.layers.ReLU;
import io.hornbill.layers.RepeatVector;
import io.hornbill.layers.Rescaling;
import io.hornbill.layers.Reshape;
import io.hornbill.layers.ReversibleEmbedding;
import io.hornbill.layers.SeparableConv1D;
import io.hornbill.layers.SeparableConv2D;
import io.hornbill.layers.SimpleRNN;
import io.hornbill.layers.SimpleRNNCell;
import io.hornbill.layers.Softmax;
import io.hornbill.layers.SpatialDropout1D;
import io.hornbill.layers.SpatialDropout2D;
import io.hornbill.layers.SpatialDropout3D;
import io.hornbill.layers.SpectralNormalization;
import io.hornbill.layers.StackedRNNCells;
import io.hornbill.layers.Subtract;
import io.hornbill.layers.TernaryDense;
import io.hornbill.layers.TimeDistributed;
import io.hornbill.layers.UnitNormalization;
import io.hornbill.layers.UpSampling1D;
import io.hornbill.layers.UpSampling2D;
import io.hornbill.layers.UpSampling3D;
import io.hornbill.layers.ZeroPadding1D;
import io.hornbill.layers.ZeroPadding2D;
import io.hornbill.layers.ZeroPadding3D;
import io.hornbill.layers.keras1.Highway;
import io.hornbill.layers.keras1.MaxoutDense;
import io.hornbill.layers.keras1.Merge;
import io.hornbill.layers.keras1.ParametricSoftplus;
import io.hornbill.layers.keras1.SReLU;
import io.hornbill.layers.keras1.ThresholdedReLU;
import io.hornbill.layers.keras1.TimeDistributedDense;
import java.util.ArrayList;
import java.util.List;

/** Small models of all kinds of layers, whose JSON is then damaged. */
final class HostileSeeds {
  private final List<String> seeds = new ArrayList<>();

  private HostileSeeds() {}

  static List<String> all() {
    HostileSeeds made = new HostileSeeds();
    made.rows();
    made.sequences();
    made.recurrent();
    made.images();
    made.volumes();
    made.several();
    made.older();
    HostileHostSeeds.addTo(made.seeds);
    HostileOperationSeeds.addTo(made.seeds);
    return made.seeds;
  }

  private void chain(long[] shape, Layer... layers) {
    Sequential model = new Sequential().add(new Input(shape));
    for (Layer layer : layers) {
      model.add(layer);
    }
    seeds.add(model.toJson());
    model.close();
  }

  private void each(long[] shape, Layer... layers) {
    for (Layer layer : layers) {
      chain(shape, layer, new Flatten(), new Dense(2));
    }
  }

  private void graph(List<Tensor> inputs, Tensor output) {
    Model model = new Model(inputs, List.of(output));
    seeds.add(model.toJson());
    model.close();
  }

  private void rows() {
    each(
        new long[] {4},
        new Dense(3).activation("relu").kernelRegularizer("l2").kernelConstraint("max_norm"),
        new BatchNormalization(),
        new LayerNormalization(),
        new GroupNormalization(2),
        new RMSNormalization(),
        new UnitNormalization(),
        new Dropout(0.5),
        new GaussianNoise(0.1),
        new AlphaDropout(0.1),
        new ActivityRegularization(0.1, 0.1),
        new LeakyReLU(0.2),
        new ELU(),
        new PReLU(),
        new ReLU(),
        new Softmax(),
        new Rescaling(0.5).offset(1),
        new TernaryDense(3),
        new Activation("tanh"),
        new GaussianDropout(0.1),
        new Identity(),
        new Normalization().mean(0.5).variance(2),
        new RepeatVector(3),
        new Reshape(2, 2),
        new EinsumDense("ab,bc->ac", 3).biasAxes("c"),
        new SpectralNormalization(new Dense(3)));
    chain(new long[] {5}, new Embedding(10, 3), new Flatten(), new Dense(1));
    chain(new long[] {5}, new ReversibleEmbedding(10, 3), new Flatten());
  }

  private void sequences() {
    each(
        new long[] {8, 4},
        new Conv1D(3, 3).padding("causal").dilationRate(2),
        new Conv1D(4, 3).strides(2).groups(2),
        new Conv1DTranspose(3, 3).strides(2),
        new SeparableConv1D(3, 3),
        new DepthwiseConv1D(3),
        new LocallyConnected1D(3, 3),
        new MaxPooling1D(2),
        new AveragePooling1D(3).strides(2).padding("same"),
        new GlobalMaxPooling1D(),
        new GlobalAveragePooling1D(),
        new AdaptiveMaxPooling1D(3),
        new AdaptiveAveragePooling1D(3),
        new UpSampling1D(2),
        new ZeroPadding1D(1, 2),
        new Cropping1D(1, 2),
        new Permute(2, 1),
        new SpatialDropout1D(0.2),
        new Masking(),
        new TimeDistributed(new Dense(3)));
  }

  private void recurrent() {
    each(
        new long[] {6, 4},
        new LSTM(3).returnSequences(true),
        new GRU(3),
        new SimpleRNN(3),
        new Bidirectional(new LSTM(2)),
        new RNN(new StackedRNNCells(new LSTMCell(3), new GRUCell(2))));
    each(new long[] {6, 4}, new RNN(new SimpleRNNCell(3)), new RNN(new GRUCell(3)));
    each(new long[] {3, 6, 2}, new ConvLSTM1D(2, 3));
    each(new long[] {3, 6, 6, 2}, new ConvLSTM2D(2, 3));
    each(new long[] {2, 3, 3, 3, 2}, new ConvLSTM3D(2, 2));
  }

  private void images() {
    each(
        new long[] {8, 8, 4},
        new Conv2D(3, 3).padding("same"),
        new Conv2D(4, 3).strides(2).groups(2),
        new Conv2DTranspose(3, 3).strides(2).outputPadding(1),
        new SeparableConv2D(3, 3),
        new DepthwiseConv2D(3),
        new LocallyConnected2D(2, 3),
        new MaxPooling2D(2),
        new MaxPooling2D(3).strides(2).padding("same"),
        new AveragePooling2D(2),
        new GlobalAveragePooling2D(),
        new GlobalMaxPooling2D(),
        new AdaptiveAveragePooling2D(2),
        new AdaptiveMaxPooling2D(2),
        new UpSampling2D(2),
        new UpSampling2D(2).interpolation("bilinear"),
        new ZeroPadding2D(1),
        new Cropping2D(1),
        new SpatialDropout2D(0.2),
        new BatchNormalization());
  }

  private void volumes() {
    each(
        new long[] {4, 4, 4, 2},
        new Conv3D(2, 3),
        new Conv3DTranspose(2, 2).strides(2),
        new MaxPooling3D(2),
        new AveragePooling3D(2),
        new UpSampling3D(2),
        new ZeroPadding3D(1),
        new Cropping3D(1),
        new SpatialDropout3D(0.2),
        new GlobalMaxPooling3D(),
        new GlobalAveragePooling3D(),
        new AdaptiveMaxPooling3D(2),
        new AdaptiveAveragePooling3D(2));
  }

  /** Layers of Keras 1. */
  private void older() {
    each(
        new long[] {4},
        new MaxoutDense(3),
        new Highway(),
        new ParametricSoftplus(),
        new SReLU(),
        new ThresholdedReLU());
    each(new long[] {8, 4}, new TimeDistributedDense(3));
    Tensor a = Input.of(6, 4);
    Tensor b = Input.of(6, 4);
    graph(List.of(a, b), new Merge().apply(a, b));
  }

  private void several() {
    Tensor a = Input.of(6, 4);
    Tensor b = Input.of(6, 4);
    graph(List.of(a, b), new Concatenate().axis(1).apply(a, b));
    List.<Layer>of(
            new Add(), new Subtract(), new Multiply(), new Average(), new Maximum(), new Minimum())
        .forEach(layer -> graph(List.of(a, b), layer.apply(a, b)));
    graph(List.of(a, b), new Dot(2).apply(a, b));
    graph(List.of(a, b), new Attention().apply(a, b));
    graph(List.of(a, b), new AdditiveAttention().apply(a, b));
    graph(List.of(a, b), new MultiHeadAttention(2, 3).apply(a, b));
    graph(List.of(a, b), new GroupedQueryAttention(3, 2, 1).apply(a, b));
    Sequential inner = new Sequential(new Input(4), new Dense(3));
    chain(new long[] {6, 4}, new TimeDistributed(inner), new Flatten(), new Dense(2));
  }
}
