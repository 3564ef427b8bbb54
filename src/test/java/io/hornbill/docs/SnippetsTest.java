package io.hornbill.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import io.hornbill.callbacks.TensorBoard;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import io.hornbill.datasets.Images;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.GlobalAveragePooling1D;
import io.hornbill.layers.augmentation.AnnotatedImages;
import io.hornbill.layers.augmentation.Augmentations;
import io.hornbill.layers.augmentation.MixUp;
import io.hornbill.layers.augmentation.RandomFlip;
import io.hornbill.layers.augmentation.RandomRotation;
import io.hornbill.layers.augmentation.RandomZoom;
import io.hornbill.layers.augmentation.Resizing;
import io.hornbill.layers.preprocessing.TextVectorization;
import io.hornbill.losses.Huber;
import io.hornbill.training.ParallelFit;
import io.hornbill.training.parallel.Collective;
import io.hornbill.training.parallel.Launcher;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The Java of pages that are no guides. */
class SnippetsTest {
  // region setting
  private static final Setting<Double> DELTA = Setting.number("delta", 1).positive();
  // endregion

  @TempDir private Path folder;
  private final INDArray x = Nd4j.linspace(0, 1, 256).castTo(DataType.FLOAT).reshape(64, 4);
  private final INDArray y = Nd4j.linspace(0, 1, 64).castTo(DataType.FLOAT).reshape(64, 1);

  private static Sequential compiled() {
    var model = new Sequential(new Input(4), new Dense(1));
    model.compile("adam", "mse");
    return model;
  }

  @Test
  void theSettingIsThatOfHuber() {
    Setting<?> declared =
        new Huber()
            .settings().declared().stream()
                .filter(one -> one.key().equals("delta"))
                .findFirst()
                .orElseThrow();
    assertThat(declared.initial()).isEqualTo(DELTA.initial());
    assertThat(declared.range()).isEqualTo(DELTA.range());
  }

  @Test
  void tensorBoard() {
    var model = compiled();
    Path logs = folder;
    // region tensorBoard
    var board = new TensorBoard(logs.resolve("first")).histogramFreq(1);
    model.fit(x, y, f -> f.epochs(20).validationSplit(0.1).callbacks(board));
    // endregion
    assertThat(logs.resolve("first").resolve("train")).isDirectoryContaining("glob:**.v2");
  }

  @Test
  void severalProcesses() {
    var model = compiled();
    // region severalProcesses
    try (Collective ring = Launcher.join(o -> {})) {
      new ParallelFit(model, ring, o -> o.epochs(5).batchSize(256)).fit(x, y);
    }
    // endregion
    assertThat(model.iterations()).isEqualTo(5);
  }

  @Test
  void words() {
    List<String> reviews = List.of("what a film", "what a bore", "a film to see again");
    // region words
    var words = new TextVectorization().maxTokens(20_000).outputSequenceLength(200);
    words.adapt(reviews); // a list of texts, or a BatchSource, in one pass
    var model =
        new Sequential(
            new Input(1).strings(),
            words,
            new Embedding(20_000, 64),
            new GlobalAveragePooling1D(),
            new Dense(1).activation("sigmoid"));
    INDArray liked = model.predict(List.of("what a film"));
    // endregion
    assertThat(liked.shape()).containsExactly(1, 1);
  }

  @Test
  void augmentation() {
    Hornbill.seed(1);
    INDArray images = Nd4j.rand(DataType.FLOAT, 8, 16, 16, 3).muli(255);
    INDArray classes = Nd4j.eye(8).castTo(DataType.FLOAT);
    BatchSource source = BatchSource.of(() -> List.of(new Batch(images, classes)).iterator());
    // region augmentation
    var model =
        new Sequential(
            new Input(16, 16, 3),
            new RandomFlip("horizontal"),
            new RandomRotation(0.1),
            new Conv2D(8, 3, 3).activation("relu"),
            new Flatten(),
            new Dense(8).activation("softmax"));
    model.compile("adam", "categorical_crossentropy");
    BatchSource changed =
        source
            .map(new RandomZoom(0.2)::augment, 2, 42) // two threads; the seed decides what is drawn
            .map(new MixUp()::augment, 2, 42); // targets are mixed, too
    model.fit(changed, f -> f.epochs(2).verbose(0));
    // endregion
    assertThat(model.iterations()).isEqualTo(2);
  }

  @Test
  void annotated() {
    INDArray images = Nd4j.rand(DataType.FLOAT, 2, 8, 8, 3);
    INDArray boxes = Nd4j.create(new float[][][] {{{0, 0, 4, 8}}, {{0, 0, 4, 8}}});
    INDArray classes = Nd4j.ones(DataType.FLOAT, 2, 1);
    INDArray masks = Nd4j.ones(DataType.FLOAT, 2, 8, 8, 1);
    RandomStream random = RandomStream.of(3);
    BatchSource withMasks = BatchSource.of(() -> List.of(new Batch(images, masks)).iterator());
    BatchSource withBoxes =
        BatchSource.of(
            () ->
                List.of(new Batch(List.of(images), List.of(boxes.div(8), classes), List.of()))
                    .iterator());
    List<INDArray> parts = List.of(boxes.div(8), classes, masks);
    BatchSource withAll =
        BatchSource.of(() -> List.of(new Batch(List.of(images), parts, List.of())).iterator());
    // region annotated
    AnnotatedImages seen =
        AnnotatedImages.of(images).boundingBoxes(boxes, classes).segmentationMasks(masks);
    AnnotatedImages turned =
        new RandomRotation(0.1).boundingBoxFormat("xyxy").augment(seen, random);

    BatchSource masked = withMasks.map(new RandomFlip()::augmentMasks, 2, 42); // targets are masks
    BatchSource boxed = // targets are boxes and their classes
        withBoxes.map(new RandomZoom(0.2).boundingBoxFormat("rel_xyxy")::augmentBoxes, 2, 42);
    BatchSource all = // any parts of Keras' dictionary, as inputs or as targets
        withAll.map(
            Augmentations.of(
                    new RandomFlip().boundingBoxFormat("rel_xyxy"),
                    new Resizing(8, 8).boundingBoxFormat("rel_xyxy"))
                .augmentMaps(
                    List.of("images"),
                    List.of("bounding_boxes/boxes", "bounding_boxes/labels", "segmentation_masks")),
            2,
            42);
    // endregion
    assertThat(turned.images().shape()).containsExactly(2, 8, 8, 3);
    for (BatchSource source : List.of(masked, boxed, all)) {
      var model =
          new Sequential(new Input(8, 8, 3), new Conv2D(1, 1, 1), new Flatten(), new Dense(1));
      assertThat(model.predict(source.map(batch -> new Batch(batch.x().get(0)))).rows())
          .isEqualTo(2);
    }
  }

  @Test
  void boxesInModels() {
    // region boxesInModels
    Map<String, Object> inputs =
        Map.of(
            "images", Input.of(32, 32, 3),
            "bounding_boxes", Map.of("boxes", Input.of(-1, 4), "labels", Input.of(-1)));
    Map<String, Tensor> changed =
        new RandomFlip("horizontal").boundingBoxFormat("xyxy").apply(inputs);
    changed = new Resizing(16, 16).boundingBoxFormat("xyxy").apply(changed);
    Model boxedModel = new Model(inputs, changed);
    // endregion
    List<INDArray> y =
        boxedModel.predict(
            Map.of(
                "images", Nd4j.ones(DataType.FLOAT, 2, 32, 32, 3),
                "bounding_boxes",
                    Map.of(
                        "boxes", Nd4j.ones(DataType.FLOAT, 2, 5, 4).mul(8),
                        "labels", Nd4j.ones(DataType.FLOAT, 2, 5))));
    assertThat(boxedModel.outputNames().get(0)).isEqualTo("bounding_boxes/boxes");
    assertThat(y.get(0).getDouble(1, 4, 3)).isEqualTo(4);
  }

  @Test
  void oneOfYourOwn() throws Exception {
    Hornbill.seed(42);
    Path saved = folder.resolve("digits.keras");
    new Sequential(new Input(8, 8), new Flatten(), new Dense(10).activation("softmax")).save(saved);
    Path file = folder.resolve("mine.png");
    ImageIO.write(new BufferedImage(120, 90, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    assertThat(Files.size(file)).isPositive();
    // region oneOfYourOwn
    Model model = Model.load(saved);
    // One picture, made as the model knows pictures: 8 by 8, grey, 0 to 1, with a batch axis.
    INDArray picture = Images.toArray(Images.load(file, 8, 8)); // [8, 8, 3], 0 to 255
    INDArray one = picture.mean(2).div(255).reshape(1, 8, 8);
    INDArray probabilities = model.predict(one); // [1, 10]
    int digit = probabilities.argMax(1).getInt(0);
    System.out.println(digit + " with " + probabilities.getDouble(0, digit));

    // Plain numbers do as well, one row of them or many.
    float[][] rows = {{5.1f, 3.5f, 1.4f, 0.2f}};
    Model flowers = new Sequential(new Input(4), new Dense(3).activation("softmax"));
    float[][] answers = flowers.predict(rows);
    // endregion
    assertThat(digit).isBetween(0, 9);
    assertThat(answers[0]).hasSize(3);
    assertThatIllegalArgumentException().isThrownBy(() -> flowers.predict(picture));
  }
}
