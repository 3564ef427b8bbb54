package io.hornbill.callbacks.internal.events;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights as pictures, laid out as Keras does: a bias is a column, a matrix lies on its longer
 * side, of a kernel each last index is a picture of its own. Values from 0 to 1 go from black to
 * white, others are clipped.
 *
 * @param height the rows of each picture
 * @param width the columns of each picture
 * @param files the pictures as PNG, at most three
 */
record WeightImages(int height, int width, List<byte[]> files) {
  private static final int MOST = 3;

  /** Draws a weight; there are no pictures of weights of too many axes. */
  static WeightImages of(INDArray weight) {
    long[] lengths = LongStream.of(weight.shape()).filter(length -> length != 1).toArray();
    INDArray squeezed = weight.dup('c').reshape('c', lengths);
    return switch (lengths.length) {
      case 1 -> draw(squeezed, 1, lengths[0], 1, 1);
      case 2 -> matrix(lengths[0] > lengths[1] ? squeezed.transpose().dup('c') : squeezed);
      case 3 -> draw(squeezed.permute(2, 0, 1).dup('c'), lengths[2], lengths[0], lengths[1], 1);
      case 4 -> colored(squeezed, lengths);
      default -> new WeightImages(0, 0, List.of());
    };
  }

  private static WeightImages matrix(INDArray weight) {
    return draw(weight, 1, weight.size(0), weight.size(1), 1);
  }

  private static WeightImages colored(INDArray weight, long[] lengths) {
    long channels = lengths[3];
    return channels == 3 || channels == 4
        ? draw(weight, lengths[0], lengths[1], lengths[2], channels)
        : new WeightImages(0, 0, List.of());
  }

  private static WeightImages draw(
      INDArray values, long count, long height, long width, long channels) {
    int size = (int) (height * width * channels);
    List<byte[]> files = new ArrayList<>();
    for (int image = 0; image < Math.min(count, MOST); image++) {
      byte[] pixels = new byte[size];
      for (int i = 0; i < size; i++) {
        double value = values.getDouble((long) image * size + i);
        // As tf.image.convert_image_dtype, which truncates.
        pixels[i] = (byte) Math.max(0, Math.min(255, (int) (value * 255.5)));
      }
      files.add(Png.encode(pixels, (int) height, (int) width, (int) channels));
    }
    return new WeightImages((int) height, (int) width, files);
  }
}
