package io.hornbill.datasets;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ArrayMemory;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.KerasConfig;
import io.hornbill.files.internal.NumericType;
import io.hornbill.files.internal.npy.NumpyArray;
import io.hornbill.files.internal.npy.Pickle;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The Python batches of CIFAR: images channel by channel, and lists of labels. */
final class CifarBatches {

  private static final int SIDE = 32;
  private static final int PLANE = SIDE * SIDE;
  private static final int IMAGE = 3 * PLANE;

  private CifarBatches() {}

  /**
   * Reads batches one after the other into images of shape [32, 32, 3], or [3, 32, 32] where Keras
   * has the channels in front, and labels of shape [1].
   */
  static Examples<INDArray> read(List<Path> files, String labelKey) {
    List<byte[]> images = new ArrayList<>();
    List<Float> labels = new ArrayList<>();
    for (Path file : files) {
      Map<?, ?> batch = batch(file);
      int before = labels.size();
      addLabels(batch.get(labelKey), labels, file, labelKey);
      addImages(batch.get("data"), images, file);
      if (labels.size() != images.size()) {
        throw damaged(file, "a label for each image", (labels.size() - before) + " labels in all");
      }
    }
    float[] answers = new float[labels.size()];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = labels.get(i);
    }
    INDArray x =
        ArrayMemory.read(
            NumericType.UINT8,
            KerasConfig.channelsFirst()
                ? new long[] {images.size(), 3, SIDE, SIDE}
                : new long[] {images.size(), SIDE, SIDE, 3},
            (offset, target) -> copy(images, offset, target),
            "images");
    return new Examples<>(x, Nd4j.create(answers, new long[] {answers.length, 1}, 'c'));
  }

  private static Map<?, ?> batch(Path file) {
    try (ByteSource source = ByteSource.open(file)) {
      if (Pickle.read(source.bytes(0, source.size()), source.name()) instanceof Map<?, ?> batch) {
        return batch;
      }
    }
    throw damaged(file, "a dictionary", "another object");
  }

  private static void addLabels(@Nullable Object found, List<Float> labels, Path file, String key) {
    if (!(found instanceof List<?> list)) {
      throw damaged(file, "a list \"" + key + '"', "none");
    }
    for (Object label : list) {
      if (!(label instanceof Long number)) {
        throw damaged(file, "whole numbers as labels", "another object");
      }
      labels.add((float) number);
    }
  }

  private static void addImages(@Nullable Object found, List<byte[]> images, Path file) {
    if (!(found instanceof NumpyArray array)
        || array.shape().length != 2
        || array.shape()[1] != IMAGE) {
      throw damaged(file, "images of 3072 bytes", String.valueOf(found));
    }
    byte[] data = array.toByteArray();
    boolean channelsFirst = KerasConfig.channelsFirst();
    for (int start = 0; start < data.length; start += IMAGE) {
      byte[] image = Arrays.copyOfRange(data, start, start + IMAGE);
      if (channelsFirst) {
        images.add(image);
        continue;
      }
      for (int pixel = 0; pixel < PLANE; pixel++) {
        for (int channel = 0; channel < 3; channel++) {
          image[3 * pixel + channel] = data[start + channel * PLANE + pixel];
        }
      }
      images.add(image);
    }
  }

  private static void copy(List<byte[]> images, long offset, ByteBuffer target) {
    long at = offset;
    while (target.hasRemaining()) {
      int start = (int) (at % IMAGE);
      int count = Math.min(IMAGE - start, target.remaining());
      target.put(images.get((int) (at / IMAGE)), start, count);
      at += count;
    }
  }

  private static ModelFormatException damaged(Path file, String expectation, String received) {
    return Fault.of("CifarBatches")
        .expected("a batch must hold %s", expectation)
        .received("%s in %s", received, file)
        .remedy("Fetch and unpack the archive again.")
        .as(ModelFormatException::new);
  }
}
