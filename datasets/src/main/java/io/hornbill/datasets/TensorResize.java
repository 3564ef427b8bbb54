package io.hornbill.datasets;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Resizes images as Keras' {@code image_dataset_from_directory} does, by {@code tf.image.resize}
 * without smoothing: the weights of a filter around the center of each new pixel.
 *
 * @see <a href="https://www.tensorflow.org/api_docs/python/tf/image/resize">tf.image.resize</a>
 */
final class TensorResize {
  private static final int TABLE = 1024;

  /** How Keras spells the filters. */
  static final List<String> NAMES =
      List.of(
          "bilinear",
          "nearest",
          "bicubic",
          "area",
          "lanczos3",
          "lanczos5",
          "gaussian",
          "mitchellcubic");

  private TensorResize() {}

  /** A function that is 0 outside of a radius. */
  private record Filter(double radius, DoubleUnaryOperator weight) {}

  /** The weights of the samples of a line for each sample of the resized line. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Line(int[] first, float[][] weights) {}

  /** Resizes an image. */
  static Pixels resize(Pixels image, int height, int width, String interpolation) {
    if (interpolation.equals("nearest")) {
      return image.nearest(height, width);
    }
    Line rows = line(image.height(), height, interpolation);
    Line columns = line(image.width(), width, interpolation);
    return down(across(image, columns, width), rows, height);
  }

  private static Line line(int length, int size, String interpolation) {
    Line line = new Line(new int[size], new float[size][]);
    double scale = (double) length / size;
    for (int i = 0; i < size; i++) {
      if (interpolation.equals("area")) {
        area(line, i, i * scale, Math.min(length, (i + 1) * scale));
      } else {
        double center = (i + 0.5) * scale;
        double place = interpolation.equals("bicubic") ? inTable(center) : center;
        filtered(line, i, place, length, filter(interpolation));
      }
    }
    return line;
  }

  /** TensorFlow reads the weights of cubes from a table of so many places between two samples. */
  private static double inTable(double center) {
    double sample = Math.floor(center - 0.5) + 0.5;
    return sample + Math.rint((center - sample) * TABLE) / TABLE;
  }

  /** Each old sample counts by how much of it the new one covers. */
  private static void area(Line line, int i, double from, double to) {
    int first = (int) from;
    int end = (int) Math.ceil(to);
    float[] weights = new float[end - first];
    for (int j = 0; j < weights.length; j++) {
      double covered = Math.min(to, first + j + 1.0) - Math.max(from, first + j);
      weights[j] = (float) (covered / (to - from));
    }
    line.first[i] = first;
    line.weights[i] = weights;
  }

  private static void filtered(Line line, int i, double center, int length, Filter filter) {
    int first = Math.max(0, (int) Math.ceil(center - filter.radius - 0.5));
    int last = Math.min(length - 1, (int) Math.floor(center + filter.radius - 0.5));
    double[] exact = new double[last - first + 1];
    double sum = 0;
    for (int j = 0; j < exact.length; j++) {
      exact[j] = filter.weight.applyAsDouble(first + j + 0.5 - center);
      sum += exact[j];
    }
    float[] weights = new float[exact.length];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = (float) (exact[j] / sum);
    }
    line.first[i] = first;
    line.weights[i] = weights;
  }

  private static Filter filter(String name) {
    return switch (name) {
      case "bicubic" -> new Filter(2, Resampling.BICUBIC::weight);
      case "lanczos3" -> new Filter(3, x -> lanczos(x, 3));
      case "lanczos5" -> new Filter(5, x -> lanczos(x, 5));
      case "gaussian" ->
          new Filter(1.5, x -> Math.abs(x) >= 1.5 ? 0 : Math.exp(-x * x / (2 * 0.5 * 0.5)));
      case "mitchellcubic" -> new Filter(2, TensorResize::mitchell);
      default -> new Filter(1, Resampling.BILINEAR::weight);
    };
  }

  private static double lanczos(double x, double radius) {
    double angle = Math.abs(x) * Math.PI;
    if (Math.abs(x) > radius) {
      return 0;
    }
    return angle <= 1e-3
        ? 1
        : radius * Math.sin(angle) * Math.sin(angle / radius) / (angle * angle);
  }

  private static double mitchell(double x) {
    double d = Math.abs(x);
    if (d >= 2) {
      return 0;
    }
    return d >= 1
        ? ((-7.0 / 18 * d + 2) * d - 10.0 / 3) * d + 16.0 / 9
        : ((7.0 / 6 * d - 2) * d) * d + 8.0 / 9;
  }

  private static Pixels across(Pixels image, Line line, int width) {
    int channels = image.channels();
    float[] from = image.values();
    float[] result = new float[image.height() * width * channels];
    int at = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < width; x++) {
        int place = (y * image.width() + line.first[x]) * channels;
        for (int channel = 0; channel < channels; channel++) {
          result[at++] = sum(from, place + channel, channels, line.weights[x]);
        }
      }
    }
    return new Pixels(result, image.height(), width, channels);
  }

  private static Pixels down(Pixels image, Line line, int height) {
    int step = image.width() * image.channels();
    float[] result = new float[height * step];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < step; i++) {
        result[at++] = sum(image.values(), line.first[y] * step + i, step, line.weights[y]);
      }
    }
    return new Pixels(result, height, image.width(), image.channels());
  }

  private static float sum(float[] values, int from, int step, float[] weights) {
    float sum = 0;
    int at = from;
    for (float weight : weights) {
      sum += values[at] * weight;
      at += step;
    }
    return sum;
  }

  /**
   * Cuts the largest part in the middle that has the shape of a size, and resizes it.
   *
   * @see <a href="https://keras.io/api/data_loading/image/">Keras: crop_to_aspect_ratio</a>
   */
  static Pixels cropped(Pixels image, int height, int width, String interpolation) {
    int rows = (int) ((double) ((long) image.width() * height) / width);
    int columns = (int) ((double) ((long) image.height() * width) / height);
    rows = Math.max(Math.min(image.height(), rows), 1);
    columns = Math.max(Math.min(image.width(), columns), 1);
    Pixels part =
        image.crop((image.height() - rows) / 2, (image.width() - columns) / 2, rows, columns);
    return resize(part, height, width, interpolation);
  }

  /**
   * Resizes without distortion, and fills with black what is left of the size. TensorFlow computes
   * this in floats, which now and then makes a row less.
   */
  static Pixels padded(Pixels image, int height, int width, String interpolation) {
    float ratio = Math.max((float) image.width() / width, (float) image.height() / height);
    int rows = (int) (image.height() / ratio);
    int columns = (int) (image.width() / ratio);
    Pixels small = resize(image, rows, columns, interpolation);
    int top = (int) Math.max(0, (height - image.height() / ratio) / 2);
    int left = (int) Math.max(0, (width - image.width() / ratio) / 2);
    return small.pad(top, left, height, width);
  }
}
