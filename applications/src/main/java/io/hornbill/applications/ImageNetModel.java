package io.hornbill.applications;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.files.internal.Json;
import io.hornbill.graph.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the networks trained on ImageNet's 1,000 classes have in common. */
abstract class ImageNetModel {
  private static final int CLASSES = 1000;

  ImageNetModel() {}

  /**
   * Names the five most probable classes of each image.
   *
   * @param predictions what the network gave for a batch, {@code [batch, 1000]}
   * @return for each image its classes, the most probable first
   * @throws IllegalArgumentException if the shape is another
   * @throws UncheckedIOException if the file with the names, {@code imagenet_class_index.json}, is
   *     neither in the folder {@code models} of Keras' home nor to be downloaded
   */
  public static List<List<Prediction>> decodePredictions(INDArray predictions) {
    return decodePredictions(predictions, 5);
  }

  /**
   * Names the most probable classes of each image.
   *
   * @param predictions what the network gave for a batch, {@code [batch, 1000]}
   * @param top how many classes to name, at least 1
   * @return for each image its classes, the most probable first
   * @throws IllegalArgumentException if the shape is another
   * @throws UncheckedIOException if the file with the names, {@code imagenet_class_index.json}, is
   *     neither in the folder {@code models} of Keras' home nor to be downloaded
   */
  public static List<List<Prediction>> decodePredictions(INDArray predictions, int top) {
    if (predictions.rank() != 2 || predictions.size(1) != CLASSES) {
      throw Fault.of("decodePredictions")
          .expected("predictions must be [batch, %s]", CLASSES)
          .received(Shape.of(predictions.shape()))
          .remedy("Give what a network with top and ImageNet's classes predicted.")
          .argument();
    }
    Checks.positive("decodePredictions", "top", top);
    Config classes = classes();
    List<List<Prediction>> decoded = new ArrayList<>();
    for (double[] row : predictions.toDoubleMatrix()) {
      decoded.add(
          IntStream.range(0, CLASSES)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -row[i]))
              .limit(top)
              .map(i -> prediction(classes, i, row[i]))
              .toList());
    }
    return decoded;
  }

  private static Config classes() {
    Path file = WeightFiles.find("ImageNet", "classes").remote().fetch();
    try {
      return Json.read(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Prediction prediction(Config classes, int index, double probability) {
    List<?> entry = classes.list(String.valueOf(index));
    return new Prediction((String) entry.get(0), (String) entry.get(1), probability);
  }
}
