package io.hornbill.benchmarks.harness;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One batch of a workload, the same in every process.
 *
 * @param x the values, {@code [batch, ...]} channels last
 * @param labels the class of each row, {@code [batch]}
 */
public record Samples(float[] x, int[] labels) {

  private static final long SEED = 20260101;

  /** Share of the rows whose label is drawn at random, so that the loss cannot vanish at once. */
  private static final double MISLABELLED = 0.2;

  /**
   * Returns the batches of a workload: normal noise around one random centre per class.
   *
   * @param workload gives shapes and counts
   * @return {@link Workload#batches()} batches, equal for equal workloads
   */
  public static List<Samples> of(Workload workload) {
    Random random = new Random(SEED);
    int length = workload.rowLength();
    float[][] centres = new float[Workload.CLASSES][length];
    for (float[] centre : centres) {
      for (int i = 0; i < length; i++) {
        centre[i] = 0.2f * (float) random.nextGaussian();
      }
    }
    float[] noise = noise(random, 1 << 20);
    List<Samples> batches = new ArrayList<>();
    for (int b = 0; b < workload.batches(); b++) {
      batches.add(draw(workload.batchSize(), centres, noise, random));
    }
    return batches;
  }

  /**
   * Writes the batches of a workload for engines that are not of Java: {@code NAME.x} has the
   * values as floats and {@code NAME.y} the labels as integers, both of four bytes, the lowest
   * first.
   *
   * @param workload gives shapes, counts and the name
   * @param folder where to write
   * @throws IOException if that fails
   */
  public static void write(Workload workload, Path folder) throws IOException {
    try (OutputStream x = open(folder.resolve(workload.title() + ".x"));
        OutputStream y = open(folder.resolve(workload.title() + ".y"))) {
      for (Samples batch : of(workload)) {
        ByteBuffer values = buffer(batch.x.length);
        values.asFloatBuffer().put(batch.x);
        x.write(values.array());
        ByteBuffer classes = buffer(batch.labels.length);
        classes.asIntBuffer().put(batch.labels);
        y.write(classes.array());
      }
    }
  }

  private static OutputStream open(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file));
  }

  private static ByteBuffer buffer(int count) {
    return ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A pool that rows read from a random place, because Gaussians are slow to draw. */
  private static float[] noise(Random random, int size) {
    float[] noise = new float[size];
    for (int i = 0; i < size; i++) {
      noise[i] = 0.5f * (float) random.nextGaussian();
    }
    return noise;
  }

  private static Samples draw(int rows, float[][] centres, float[] noise, Random random) {
    int length = centres[0].length;
    float[] x = new float[rows * length];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      int label = random.nextInt(centres.length);
      int start = random.nextInt(noise.length);
      for (int i = 0; i < length; i++) {
        x[row * length + i] = centres[label][i] + noise[(start + i) % noise.length];
      }
      labels[row] = random.nextDouble() < MISLABELLED ? random.nextInt(centres.length) : label;
    }
    return new Samples(x, labels);
  }

  /**
   * Returns the labels as rows of zeros with a single one.
   *
   * @return {@code [batch, classes]}
   */
  public float[] oneHot() {
    float[] rows = new float[labels.length * Workload.CLASSES];
    for (int row = 0; row < labels.length; row++) {
      rows[row * Workload.CLASSES + labels[row]] = 1f;
    }
    return rows;
  }

  /**
   * Returns a copy of the values with the channels right behind the batch axis: {@code [batch, h,
   * w, c]} becomes {@code [batch, c, h, w]}, and {@code [batch, time, features]} {@code [batch,
   * features, time]}.
   *
   * @param channels the length of the last axis
   * @return the values, channels first
   */
  public float[] channelsFirst(int channels) {
    int rowLength = x.length / labels.length;
    int places = rowLength / channels;
    float[] turned = new float[x.length];
    for (int row = 0; row < labels.length; row++) {
      for (int place = 0; place < places; place++) {
        for (int channel = 0; channel < channels; channel++) {
          turned[row * rowLength + channel * places + place] =
              x[row * rowLength + place * channels + channel];
        }
      }
    }
    return turned;
  }
}
