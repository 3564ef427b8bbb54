package io.hornbill.layers.augmentation;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.data.Batch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batches whose arrays are the parts of Keras' dictionary. */
final class AnnotatedBatch implements BiFunction<Batch, RandomStream, Batch> {
  private static final String OWNER = "Augmentations";

  private final Augmentations layers;
  private final List<String> x;
  private final List<String> y;

  AnnotatedBatch(Augmentations layers, List<String> x, List<String> y) {
    this.layers = layers;
    this.x = List.copyOf(x);
    this.y = List.copyOf(y);
    List<String> names = new ArrayList<>(x);
    names.addAll(y);
    for (String part : AnnotatedImages.PARTS) {
      int count = Collections.frequency(names, part);
      if (count != 1 && (count != 0 || part.equals(AnnotatedImages.IMAGES))) {
        throw Fault.of(OWNER)
            .expected(
                "names must have \"images\" once, and each of %s at most once",
                AnnotatedImages.PARTS.subList(1, AnnotatedImages.PARTS.size()))
            .received(names)
            .remedy("Name the arrays of batches in order.")
            .argument();
      }
    }
    AnnotatedImages.checkBoxes(OWNER, names);
  }

  @Override
  public Batch apply(Batch batch, RandomStream random) {
    if (batch.x().size() != x.size() || batch.y().size() != y.size()) {
      throw Fault.of(OWNER)
          .expected("a batch must have the arrays that were named")
          .received(
              "%s inputs and %s targets for %s and %s", batch.x().size(), batch.y().size(), x, y)
          .remedy("Name each of them.")
          .argument();
    }
    Map<String, INDArray> parts = new HashMap<>();
    collect(x, batch.x(), parts);
    collect(y, batch.y(), parts);
    AnnotatedImages changed = layers.augment(AnnotatedImages.of(parts), random);
    return new Batch(
        replaced(x, batch.x(), changed), replaced(y, batch.y(), changed), batch.weights());
  }

  private static void collect(
      List<String> names, List<INDArray> arrays, Map<String, INDArray> parts) {
    for (int i = 0; i < names.size(); i++) {
      parts.put(names.get(i), arrays.get(i));
    }
  }

  private static List<INDArray> replaced(
      List<String> names, List<INDArray> arrays, AnnotatedImages changed) {
    List<INDArray> result = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      result.add(Objects.requireNonNullElse(changed.part(names.get(i)), arrays.get(i)));
    }
    return result;
  }
}
