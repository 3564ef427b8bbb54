package io.hornbill.examples;

import io.hornbill.datasets.Digits;
import io.hornbill.datasets.Examples;
import io.hornbill.datasets.TrainTest;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Data that no example has to download. */
final class Made {
  private Made() {}

  /** Handwritten digits, from 0 (black) to 1 (white): [rows, 8, 8, 1]. */
  static TrainTest<INDArray> digits() {
    TrainTest<INDArray> raw = Digits.loadData();
    return new TrainTest<>(white(raw.train()), white(raw.test()));
  }

  private static Examples<INDArray> white(Examples<INDArray> raw) {
    INDArray x = raw.x().castTo(DataType.FLOAT).div(16).reshape('c', raw.x().size(0), 8, 8, 1);
    return new Examples<>(x, raw.y());
  }

  /**
   * Pictures of one shape each on a noisy ground.
   *
   * @param x the pictures, [rows, size, size, 3], from 0 to 1
   * @param y 0 for a disc, 1 for a square, 2 for a triangle: [rows]
   * @param color 0 for what is rather red, 1 for green, 2 for blue: [rows]
   * @param mask 1 where the shape is: [rows, size, size, 1]
   */
  record Shapes(INDArray x, INDArray y, INDArray color, INDArray mask) {}

  /** Draws shapes of any place, size and colour. */
  static Shapes shapes(int count, int size, long seed) {
    Random random = new Random(seed);
    float[] x = new float[count * size * size * 3];
    float[] mask = new float[count * size * size];
    float[] y = new float[count];
    float[] colors = new float[count];
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(3);
      y[i] = kind;
      double radius = size * (0.15 + 0.15 * random.nextDouble());
      double row = radius + (size - 2 * radius) * random.nextDouble();
      double column = radius + (size - 2 * radius) * random.nextDouble();
      int main = random.nextInt(3);
      float[] color = {
        0.6f * random.nextFloat(), 0.6f * random.nextFloat(), 0.6f * random.nextFloat()
      };
      color[main] = 1;
      colors[i] = main;
      for (int p = 0; p < size * size; p++) {
        int line = p / size;
        double down = (line + 0.5 - row) / radius;
        double across = (p % size + 0.5 - column) / radius;
        boolean inside = isInside(kind, down, across);
        int pixel = i * size * size + p;
        mask[pixel] = inside ? 1 : 0;
        for (int c = 0; c < 3; c++) {
          float noise = 0.3f * random.nextFloat();
          x[3 * pixel + c] = inside ? 0.7f * color[c] + noise : noise;
        }
      }
    }
    return new Shapes(
        Nd4j.createFromArray(x).reshape(count, size, size, 3),
        Nd4j.createFromArray(y),
        Nd4j.createFromArray(colors),
        Nd4j.createFromArray(mask).reshape(count, size, size, 1));
  }

  private static boolean isInside(int kind, double down, double across) {
    return switch (kind) {
      case 0 -> down * down + across * across <= 1;
      case 1 -> Math.max(Math.abs(down), Math.abs(across)) <= 0.85;
      default -> down <= 0.8 && Math.abs(across) <= (down + 1) / 1.8;
    };
  }
}
