package io.hornbill.saving.internal.legacy;

import java.util.ArrayList;
import java.util.List;

/** The layouts that weights of recurrent layers had, made today's: all gates in one array each. */
final class Gates {
  /** Keras 1 had the gates i, c, f, o; now their order is i, f, c, o. */
  private static final int[] LSTM = {0, 2, 1, 3};

  private static final int[] GRU = {0, 1, 2};

  private Gates() {}

  static List<Block> lstm(List<Block> weights) {
    return joined(weights, LSTM);
  }

  static List<Block> gru(List<Block> weights) {
    return joined(weights, GRU);
  }

  /** Kernel, recurrent kernel and bias of one gate after the other become one of each. */
  private static List<Block> joined(List<Block> weights, int[] gates) {
    if (weights.size() != 3 * gates.length) {
      return weights;
    }
    List<Block> result = new ArrayList<>();
    for (int kind = 0; kind < 3; kind++) {
      List<Block> parts = new ArrayList<>();
      for (int gate : gates) {
        parts.add(weights.get(3 * gate + kind));
      }
      result.add(Block.join(parts));
    }
    return result;
  }

  /**
   * Undoes cuDNN's layout, in which kernels lie column by column, recurrent kernels are transposed,
   * and there is a bias for the input and one for the state.
   */
  static List<Block> fromCudnn(List<Block> weights, int gates) {
    if (weights.size() != 3) {
      return weights;
    }
    Block bias = weights.get(2);
    long units = weights.get(1).shape()[0];
    if (bias.rank() != 1 || bias.last() != 2L * gates * units) {
      return weights;
    }
    List<Block> kernels = new ArrayList<>();
    for (Block kernel : weights.get(0).split(gates)) {
      kernels.add(kernel.reshape(kernel.shape()[1], kernel.shape()[0]).permute(1, 0));
    }
    List<Block> recurrent = new ArrayList<>();
    weights.get(1).split(gates).forEach(kernel -> recurrent.add(kernel.permute(1, 0)));
    Block both = bias.reshape(2, (long) gates * units);
    return List.of(Block.join(kernels), Block.join(recurrent), gates == 4 ? sumOfRows(both) : both);
  }

  private static Block sumOfRows(Block rows) {
    int length = (int) rows.last();
    double[] sums = new double[length];
    for (int i = 0; i < length; i++) {
      sums[i] = rows.data()[i] + rows.data()[length + i];
    }
    return new Block(new long[] {length}, sums);
  }
}
