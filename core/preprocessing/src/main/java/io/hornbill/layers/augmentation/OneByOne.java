package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Takes one picture after the other through all layers, so that it stays in the processor's cache
 * meanwhile. What is drawn, and what comes out, is as with all pictures layer by layer.
 */
final class OneByOne {
  private OneByOne() {}

  /** Whether each layer changes each picture by itself, and pictures are as they lie in memory. */
  static boolean applies(List<? extends ImageLayer<?>> layers, INDArray images) {
    return images.rank() == 4
        && images.size(0) > 0
        && images.size(3) <= 3
        && layers.stream()
            .allMatch(
                layer ->
                    layer instanceof RandomImageLayer
                        && !(layer instanceof MixingLayer)
                        && !layer.isChannelsFirst());
  }

  static INDArray change(
      List<? extends ImageLayer<?>> layers, INDArray images, RandomStream random) {
    int count = (int) images.size(0);
    int height = (int) images.size(1);
    int width = (int) images.size(2);
    int channels = (int) images.size(3);
    List<RandomImageLayer<?>> steps = new ArrayList<>();
    List<double[][]> drawn = new ArrayList<>();
    for (ImageLayer<?> layer : layers) {
      RandomImageLayer<?> step = (RandomImageLayer<?>) layer;
      steps.add(step);
      drawn.add(step.draw(count, height, width, random));
    }
    INDArray plain = Pictures.plain(images);
    FloatBuffer from = Pictures.floats(plain);
    INDArray changed = Nd4j.createUninitialized(DataType.FLOAT, images.shape().clone(), 'c');
    FloatBuffer to = Pictures.floats(changed);
    Pictures picture = new Pictures(1, height, width, channels);
    Pictures next = picture.like();
    for (int i = 0; i < count; i++) {
      from.get(picture.data);
      for (int k = 0; k < steps.size(); k++) {
        if (steps.get(k).leaves(drawn.get(k)[i])) {
          continue;
        }
        steps.get(k).one(picture, 0, drawn.get(k)[i], next);
        Pictures swapped = picture;
        picture = next;
        next = swapped;
      }
      to.put(picture.data);
    }
    return changed;
  }
}
