package io.hornbill.layers.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.base.RandomStream;
import io.hornbill.callbacks.Logs;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchSource;
import io.hornbill.files.internal.npy.Npz;
import io.hornbill.graph.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Boxes, classes and masks that go through models beside their pictures, as Keras' dictionaries.
 */
class AnnotatedModelsTest {
  @TempDir private Path folder;

  private Path file(String name) throws Exception {
    Path file = folder.resolve(name);
    try (InputStream in = AnnotatedModelsTest.class.getResourceAsStream(name)) {
      Files.write(file, Objects.requireNonNull(in).readAllBytes());
    }
    return file;
  }

  private static Map<String, INDArray> arrays(Path file) {
    Map<String, INDArray> arrays = new HashMap<>();
    try (Npz npz = Npz.open(file)) {
      npz.names().forEach(name -> arrays.put(name, npz.get(name).toFloats()));
    }
    return arrays;
  }

  /** Keras counts the parts of maps in the order of their keys. */
  private static List<INDArray> ordered(Map<String, INDArray> arrays, String start) {
    List<INDArray> list = new ArrayList<>();
    for (int i = 0; arrays.containsKey(start + i); i++) {
      list.add(arrays.get(start + i));
    }
    return list;
  }

  private static Map<String, Object> arranged(List<?> parts) {
    return Map.of(
        "bounding_boxes", Map.of("boxes", parts.get(0), "labels", parts.get(1)),
        "images", parts.get(2),
        "labels", parts.get(3),
        "segmentation_masks", parts.get(4));
  }

  private static void same(Model model, List<INDArray> x, List<INDArray> expected) {
    List<INDArray> y = model.predict(arranged(x));
    close(y, expected);
  }

  @Test
  void modelsOfKerasTakeBoxesAndMasksAlong() throws Exception {
    Map<String, INDArray> arrays = arrays(file("maps.npz"));
    Model model = Model.load(file("maps.keras"));
    model.save(folder.resolve("again.keras"));
    assertThat(model.outputNames()).containsExactly("found/boxes", "found/labels", "masks", "seen");
    for (Model one : List.of(model, Model.load(folder.resolve("again.keras")))) {
      same(one, ordered(arrays, "x"), ordered(arrays, "model"));
    }
  }

  @Test
  void boxesAndMasksAreFittedWithThePicture() throws Exception {
    Map<String, INDArray> arrays = arrays(file("maps.npz"));
    List<Tensor> parts =
        List.of(Input.of(3, 4), Input.of(3), Input.of(12, 10, 3), Input.of(4), Input.of(12, 10, 1));
    Map<String, Object> inputs = arranged(parts);
    Resizing resizing = new Resizing(6, 8).boundingBoxFormat("xyxy");
    same(
        new Model(inputs, resizing.apply(inputs)),
        ordered(arrays, "x"),
        ordered(arrays, "resized"));
    CenterCrop crop = new CenterCrop(8, 8).boundingBoxFormat("xyxy");
    same(new Model(inputs, crop.apply(inputs)), ordered(arrays, "x"), ordered(arrays, "cropped"));
  }

  /** What Keras' layers do in {@code map} of a data set: parts are inputs or targets. */
  @Test
  void boxesAndMasksAreFittedWithThePictureInSources() throws Exception {
    Map<String, INDArray> arrays = arrays(file("maps.npz"));
    List<INDArray> x = ordered(arrays, "x");
    List<String> names =
        List.of(
            "bounding_boxes/boxes",
            "bounding_boxes/labels",
            "images",
            "labels",
            "segmentation_masks");
    Resizing resizing = new Resizing(6, 8).boundingBoxFormat("xyxy");
    CenterCrop crop = new CenterCrop(8, 8).boundingBoxFormat("xyxy");
    INDArray id = Nd4j.ones(x.get(0).size(0), 1);
    List<String> known = new ArrayList<>(names.subList(3, 5));
    known.add("id");
    for (int i = 0; i < 2; i++) {
      ImageLayer<?> layer = i == 0 ? resizing : crop;
      List<INDArray> expected = ordered(arrays, i == 0 ? "resized" : "cropped");
      Batch all = read(new Batch(x, List.of(), List.of()), layer.augmentMaps(names, List.of()));
      close(all.x(), expected);
      List<INDArray> y = List.of(x.get(3), x.get(4), id);
      Batch parted =
          read(
              new Batch(x.subList(0, 3), y, List.of()),
              layer.augmentMaps(names.subList(0, 3), known));
      close(parted.x(), expected.subList(0, 3));
      close(parted.y().subList(0, 2), expected.subList(3, 5));
      assertThat(parted.y().get(2)).isEqualTo(id);
    }
  }

  private static Batch read(Batch batch, BiFunction<Batch, RandomStream, Batch> change)
      throws IOException {
    BatchBuffer buffer = new BatchBuffer(DataType.FLOAT);
    BatchSource.of(List.of(batch)).map(change, 1, 3).open().read(buffer);
    return buffer.batch();
  }

  private static void close(List<INDArray> y, List<INDArray> expected) {
    assertThat(y).hasSameSizeAs(expected);
    for (int i = 0; i < y.size(); i++) {
      assertThat(y.get(i).shape()).isEqualTo(expected.get(i).shape());
      double worst = Transforms.abs(y.get(i).sub(expected.get(i))).maxNumber().doubleValue();
      assertThat(worst).isLessThan(1e-4);
    }
  }

  /** A model that gives what goes in, turned in training: its loss tells what became of it. */
  @Test
  void boxesAndMasksAreTurnedWithThePictureInTraining() {
    Map<String, Object> inputs =
        Map.of(
            "images",
            Input.of("images", 4, 6, 1),
            "bounding_boxes",
            Map.of("boxes", Input.of("boxes", 1, 4), "labels", Input.of("labels", 1)),
            "segmentation_masks",
            Input.of("masks", 4, 6, 1));
    RandomFlip flip = new RandomFlip("horizontal").boundingBoxFormat("xyxy").seed(1);
    Map<String, Tensor> flipped = flip.apply(inputs);
    Model model = new Model(inputs, flipped);
    assertThat(model.outputNames())
        .containsExactly(
            "bounding_boxes/boxes", "bounding_boxes/labels", "images", "segmentation_masks");

    INDArray picture = Nd4j.linspace(DataType.FLOAT, 0.0, 1.0, 24).reshape(1, 4, 6, 1);
    INDArray box = Nd4j.createFromArray(new float[][][] {{{0, 1, 2, 3}}});
    INDArray label = Nd4j.createFromArray(new float[][] {{7}});
    List<INDArray> x = List.of(box, label, picture, picture);
    model.compile("sgd", "mse");
    List<Double> boxLosses = new ArrayList<>();
    List<Double> maskLosses = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Logs logs = model.trainOnBatch(x, x);
      boxLosses.add(logs.get("bounding_boxes/boxes_loss"));
      maskLosses.add(logs.get("segmentation_masks_loss"));
    }
    double moved = 8; // two of four numbers change by 4
    assertThat(boxLosses).contains(0.0, moved).containsOnly(0.0, moved);
    for (int i = 0; i < 20; i++) {
      assertThat(maskLosses.get(i) > 0).isEqualTo(boxLosses.get(i) > 0);
    }
    assertThat(model.predict(x)).isEqualTo(x);
  }

  @Test
  void namesOfBatchesMustFit() {
    ImageLayer<?> flip = new RandomFlip();
    assertThatThrownBy(() -> flip.augmentMaps(List.of("pictures"), List.of()))
        .hasMessage(
            "Augmentations: names must have \"images\" once, and each of [labels,"
                + " bounding_boxes/boxes, bounding_boxes/labels, segmentation_masks] at most once."
                + " Received: [pictures]. Name the arrays of batches in order.");
    assertThatThrownBy(() -> flip.augmentMaps(List.of("images"), List.of("bounding_boxes/boxes")))
        .hasMessage(
            "Augmentations: boxes must have labels. Received: [images, bounding_boxes/boxes]. Pass"
                + " \"boxes\" and \"labels\".");
    Batch batch = new Batch(Nd4j.ones(1, 2, 2, 1));
    assertThatThrownBy(
            () ->
                flip.augmentMaps(List.of("images"), List.of("labels"))
                    .apply(batch, RandomStream.of(1)))
        .hasMessage(
            "Augmentations: a batch must have the arrays that were named. Received: 1 inputs and 0"
                + " targets for [images] and [labels]. Name each of them.");
  }

  @Test
  void aMapMustHavePicturesAndAFormatForBoxes() {
    Tensor images = Input.of(4, 6, 3);
    Map<String, Tensor> boxes = Map.of("boxes", Input.of(2, 4), "labels", Input.of(2));
    assertThatThrownBy(() -> new RandomFlip().apply(Map.of("labels", images)))
        .hasMessageContaining("a map must have \"images\"");
    assertThatThrownBy(
            () -> new RandomFlip().apply(Map.of("images", images, "bounding_boxes", boxes)))
        .hasMessageContaining("the format of boxes must be known");
    assertThatThrownBy(() -> new RandomFlip().apply(Map.of("images", images, "depth", images)))
        .hasMessageContaining("depth");
  }
}
