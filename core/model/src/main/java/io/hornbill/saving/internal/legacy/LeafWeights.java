package io.hornbill.saving.internal.legacy;

import io.hornbill.graph.Shape;
import io.hornbill.graph.Variable;
import io.hornbill.layers.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights of one layer as a file has them, made to fit the layer: transposed, turned round,
 * joined and reordered, as Keras 2.3.1 did when it read the files of Keras 1, of Theano and of
 * cuDNN's layers.
 */
final class LeafWeights {
  private final Layer layer;
  private final Origin origin;
  private final boolean channelsFirst;

  LeafWeights(Layer layer, Origin origin) {
    this.layer = layer;
    this.origin = origin;
    channelsFirst = "channels_first".equals(layer.config().get("data_format"));
  }

  /** How many arrays Keras 1 kept for the layer, which had some for each gate. */
  int countInKeras1() {
    return switch (layer.className()) {
      case "LSTM", "LSTMCell", "ConvLSTM2D" -> 12;
      case "GRU", "GRUCell" -> 9;
      default -> layer.weights().size();
    };
  }

  /** The arrays in the layer's layout, or as they are where nothing is to be changed. */
  List<INDArray> convert(List<INDArray> arrays) {
    List<Shape> shapes = layer.weights().stream().map(Variable::shape).toList();
    if (arrays.isEmpty() || isPlain(arrays, shapes)) {
      return arrays;
    }
    List<Block> blocks = new ArrayList<>(arrays.stream().map(Block::of).toList());
    return converted(blocks, shapes).stream().map(Block::toArray).toList();
  }

  private boolean isPlain(List<INDArray> arrays, List<Shape> shapes) {
    boolean fits = arrays.size() == shapes.size();
    for (int i = 0; fits && i < shapes.size(); i++) {
      fits = Shape.of(arrays.get(i).shape()).equals(shapes.get(i));
    }
    boolean old =
        origin.era() == 1 && (channelsFirst || layer.className().equals("Conv2DTranspose"));
    return fits && !(isConvolution() && (origin.theano() || old));
  }

  private boolean isConvolution() {
    return switch (layer.className()) {
      case "Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose", "ConvLSTM2D" -> true;
      default -> false;
    };
  }

  private List<Block> converted(List<Block> weights, List<Shape> shapes) {
    return switch (layer.className()) {
      case "LSTM", "LSTMCell" -> Gates.fromCudnn(Gates.lstm(weights), 4);
      case "GRU", "GRUCell" -> Gates.fromCudnn(Gates.gru(weights), 3);
      case "ConvLSTM2D" -> convLstm(weights, shapes);
      case "SeparableConv2D" -> kernels(weights, shapes, 2);
      case "DepthwiseConv2D", "Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose" ->
          kernels(weights, shapes, 1);
      case "LocallyConnected2D" -> biasOfPlaces(weights, shapes);
      default -> sameSize(weights, shapes);
    };
  }

  private List<Block> kernels(List<Block> weights, List<Shape> shapes, int count) {
    List<Block> result = new ArrayList<>(weights);
    for (int i = 0; i < Math.min(count, Math.min(weights.size(), shapes.size())); i++) {
      result.set(i, kernel(weights.get(i), shapes.get(i)));
    }
    return result;
  }

  /** Keras 1 had a kernel for each gate, so those with the channels first are transposed before. */
  private List<Block> convLstm(List<Block> weights, List<Shape> shapes) {
    if (weights.size() != 12) {
      return kernels(weights, shapes, 2);
    }
    List<Block> gates = new ArrayList<>();
    for (Block weight : weights) {
      Block kernel = weight.rank() == 4 && channelsFirst ? weight.permute(2, 3, 1, 0) : weight;
      gates.add(origin.theano() && kernel.rank() == 4 ? kernel.flip(2) : kernel);
    }
    return Gates.lstm(gates);
  }

  private Block kernel(Block stored, Shape wanted) {
    Block kernel = origin.era() == 1 ? ofKeras1(stored, wanted) : stored;
    if (!fits(kernel, wanted) && kernel.rank() == 4) {
      kernel = transposed(kernel, wanted);
    }
    int axes = kernel.rank() - 2;
    return origin.theano() && isConvolution() && axes > 0 ? kernel.flip(axes) : kernel;
  }

  /** Weights of one order of axes may be for a model of the other. */
  private static Block transposed(Block kernel, Shape wanted) {
    Block first = kernel.permute(2, 3, 1, 0);
    Block last = kernel.permute(3, 2, 0, 1);
    return fits(first, wanted) ? first : fits(last, wanted) ? last : kernel;
  }

  private Block ofKeras1(Block stored, Shape wanted) {
    int rank = stored.rank();
    if (layer.className().equals("Conv1D") && rank == 4) {
      // Before Keras 1.1 it was [filters, channels, length, 1], then [length, 1, channels,
      // filters].
      boolean recent = stored.shape()[0] == wanted.dim(0) && stored.shape()[1] == 1;
      Block kernel = recent && stored.last() == wanted.last() ? stored : stored.permute(2, 3, 1, 0);
      return kernel.reshape(kernel.shape()[0], kernel.shape()[2], kernel.shape()[3]);
    }
    if (rank < 4) {
      return stored;
    }
    if (layer.className().equals("Conv2DTranspose")) {
      Block kernel = channelsFirst ? stored.permute(2, 3, 0, 1) : stored.permute(0, 1, 3, 2);
      return fits(kernel, wanted) || !fits(stored, wanted) ? kernel : stored;
    }
    if (!channelsFirst) {
      return stored;
    }
    Block kernel = rank == 4 ? stored.permute(2, 3, 1, 0) : stored.permute(2, 3, 4, 1, 0);
    return fits(kernel, wanted) || !fits(stored, wanted) ? kernel : stored;
  }

  /** With the channels first Keras 1 had them first in the bias of each place, too. */
  private List<Block> biasOfPlaces(List<Block> weights, List<Shape> shapes) {
    List<Block> result = new ArrayList<>(weights);
    if (weights.size() == 2 && !fits(weights.get(1), shapes.get(1))) {
      result.set(1, weights.get(1).permute(1, 2, 0));
    }
    return result;
  }

  /** Some layers had axes of length 1 more, or less. */
  private static List<Block> sameSize(List<Block> weights, List<Shape> shapes) {
    List<Block> result = new ArrayList<>(weights);
    for (int i = 0; i < Math.min(weights.size(), shapes.size()); i++) {
      Block block = weights.get(i);
      long[] wanted = shapes.get(i).dims();
      if (Arrays.equals(withoutOnes(block.shape()), withoutOnes(wanted))) {
        result.set(i, block.reshape(wanted));
      }
    }
    return result;
  }

  private static long[] withoutOnes(long[] shape) {
    return Arrays.stream(shape).filter(length -> length != 1).toArray();
  }

  private static boolean fits(Block block, Shape wanted) {
    return Shape.of(block.shape()).equals(wanted);
  }
}
