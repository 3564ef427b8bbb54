package io.hornbill.layers.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.base.RandomStream;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.Layer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AugmentationTest {
  @TempDir Path folder;

  private static INDArray pictures(int count, int height, int width) {
    float[] values = new float[count * height * width * 3];
    RandomStream random = RandomStream.of(5);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(256);
    }
    return Nd4j.createFromArray(values).reshape(count, height, width, 3);
  }

  static Stream<ImageLayer<?>> layers() {
    return Stream.of(
        new RandomFlip(),
        new RandomRotation(0.2),
        new RandomZoom(0.3).widthFactor(0.1),
        new RandomTranslation(0.2, 0.3),
        new RandomShear(0.2, 0.3),
        new RandomPerspective(1).scale(0.4),
        new RandomElasticTransform(1).scale(0.5),
        new RandomCrop(5, 4),
        new CenterCrop(5, 4),
        new Resizing(5, 4),
        new MaxNumBoundingBoxes(3),
        new RandomBrightness(0.3),
        new RandomContrast(0.3),
        new RandomColorDegeneration(0.5),
        new RandomHue(0.3),
        new RandomSaturation(0.2, 0.5),
        new RandomInvert(0.5),
        new RandomPosterization(3),
        new RandomSharpness(0.2, 0.9),
        new Solarization().additionFactor(0.2).thresholdFactor(0.4),
        new RandomGaussianBlur(1),
        new RandomErasing(1),
        new RandomGrayscale(0.5),
        new RandomColorJitter().brightnessFactor(0.2).contrastFactor(0.2).hueFactor(0.1),
        new AutoContrast(),
        new Equalization(),
        new ContrastLimitedAdaptiveHistogramEqualization(),
        new MixUp(),
        new CutMix(1),
        new RandAugment(),
        new AugMix());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void drawsTheSameFromTheSameSeedAndStaysWithinTheRange(ImageLayer<?> layer) {
    INDArray in = pictures(3, 7, 6);
    INDArray one = layer.augment(in, RandomStream.of(3));

    assertThat(layer.augment(in, RandomStream.of(3))).isEqualTo(one);
    assertThat(one.minNumber().doubleValue()).isGreaterThanOrEqualTo(-1e-3);
    assertThat(one.maxNumber().doubleValue()).isLessThanOrEqualTo(255.001);
    assertThat(in).as("the input stays").isEqualTo(pictures(3, 7, 6));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void comesBackFromAFileWithItsSettings(ImageLayer<?> layer) {
    Model model = new Sequential().add(new Input(7, 6, 3)).add(layer);
    Path file = folder.resolve("model.keras");
    model.save(file);
    Layer read = Model.load(file).layers().get(0);

    assertThat(read).isInstanceOf(layer.getClass());
    assertThat(read.config()).isEqualTo(layer.config());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void predictsWhatInferenceMakes(ImageLayer<?> layer) {
    INDArray in = pictures(2, 7, 6);
    INDArray expected =
        layer.change(Pictures.of("", in, false), false, RandomStream.of(1)).array(4, false);

    INDArray out = new Sequential().add(new Input(7, 6, 3)).add(layer).predict(in);

    assertThat(out).isEqualTo(layer.changesInference() ? expected : in);
  }

  @Test
  void changesPicturesInTrainingOnly() {
    Sequential model =
        new Sequential()
            .add(new Input(7, 6, 3))
            .add(new RandomBrightness(0.5, 0.5).seed(1))
            .add(new Flatten())
            .add(new Dense(1).kernelInitializer("ones"));
    model.compile("sgd", "mae");
    INDArray x = AugmentationParityTest.constant(10, 4, 7, 6, 3);
    INDArray y = AugmentationParityTest.constant(126 * 10, 4, 1);

    assertThat(model.testOnBatch(x, y).get("loss")).isEqualTo(0);
    assertThat(model.trainOnBatch(x, y).get("loss")).isCloseTo(126 * 127.5, within(0.5));
  }

  @Test
  void drawsOtherNumbersInEachStepOfTraining() {
    Sequential model =
        new Sequential()
            .add(new Input(7, 6, 3))
            .add(new RandomBrightness(-0.2, 0.5).seed(1))
            .add(new Flatten())
            .add(new Dense(1).kernelInitializer("ones"));
    model.trainable(false);
    model.compile("sgd", "mae");
    INDArray x = AugmentationParityTest.constant(100, 4, 7, 6, 3);
    INDArray y = AugmentationParityTest.constant(0, 4, 1);

    assertThat(model.trainOnBatch(x, y).get("loss"))
        .isNotEqualTo(model.trainOnBatch(x, y).get("loss"));
  }

  @Test
  void doesNotDependOnTheNumberOfThreadsInASource() {
    List<Batch> batches =
        IntStream.range(0, 6).mapToObj(i -> new Batch(pictures(2, 5, 5).add(i))).toList();
    BatchSource source = BatchSource.of(batches::iterator);

    assertThat(pass(source.map(new RandomRotation(0.3)::augment, 3, 42)))
        .isEqualTo(pass(source.map(new RandomRotation(0.3)::augment, 1, 42)))
        .isNotEqualTo(pass(source.map(new RandomRotation(0.3)::augment, 1, 43)));
  }

  private static List<INDArray> pass(BatchSource source) {
    List<INDArray> all = new ArrayList<>();
    try (BatchReader reader = source.open();
        BatchBuffer buffer = new BatchBuffer(DataType.FLOAT)) {
      while (reader.read(buffer)) {
        all.add(buffer.batch().x().get(0).dup());
        buffer.clear();
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return all;
  }

  @Test
  void mixesTheTargetsOfABatchInTheSharesOfThePictures() {
    INDArray x =
        Nd4j.concat(
            0,
            AugmentationParityTest.constant(0, 1, 2, 2, 1),
            AugmentationParityTest.constant(1, 1, 2, 2, 1));
    INDArray y = Nd4j.createFromArray(new float[][] {{0}, {1}});
    Batch mixed = new MixUp().alpha(1).augment(new Batch(x, y), RandomStream.of(4));

    for (int row = 0; row < 2; row++) {
      assertThat(mixed.y().get(0).getDouble(row, 0))
          .isCloseTo(mixed.x().get(0).getDouble(row, 0, 0, 0), within(1e-6));
    }
  }

  /** Mean and variance of many draws, against those of the distributions that Keras draws from. */
  @Test
  void drawsFromTheDistributionsThatKerasDrawsFrom() {
    moments(new RandomRotation(0.25), 0, 0, 180 * 180 / 12.0);
    moments(new RandomRotation(-0.1, 0.3), 0, 36, 144 * 144 / 12.0);
    moments(new RandomZoom(0.2), 0, 1, 0.4 * 0.4 / 12);
    moments(new RandomTranslation(0.5, 0.5), 0, 0, 16 * 16 / 12.0);
    moments(new RandomFlip(), 0, 0.5, 0.25);
    moments(new RandomBrightness(0.2), 0, 0, 102 * 102 / 12.0);
    moments(new RandomContrast(0.6), 0, 1.3, 0.6 * 0.6 / 12);
    moments(new RandomHue(0.5), 0, 0, 0.25 * 0.25 / 3);
    moments(new RandomSharpness(0.2, 0.8), 0, 0.5, 0.6 * 0.6 / 12);
    moments(new RandomInvert(0.2, 0.6), 0, 0.4, 0.24);
    moments(new RandomGrayscale(0.3), 0, 0.3, 0.21);
    moments(new RandomShear(0.4, 0), 0, 0, 0.16 / 3);
    moments(new RandomPosterization(2, 6), 0, 4.5, 1.25);
    assertThat(new RandomPosterization(2, 6).config().get("factor")).isEqualTo(List.of(2, 6));
    moments(new MixUp().alpha(0.2), 1, 0.5, 1 / (4 * (0.4 + 1)));
    moments(new MixUp().alpha(2), 1, 0.5, 1 / (4 * (4.0 + 1)));
    moments(new RandomPerspective(1).scale(0.4), 5, 0, 0.16 / 12);
  }

  private static void moments(RandomImageLayer<?> layer, int column, double mean, double variance) {
    double[][] drawn = layer.draw(20_000, 16, 16, RandomStream.of(11));
    double sum = 0;
    double squares = 0;
    for (double[] row : drawn) {
      sum += row[column];
      squares += row[column] * row[column];
    }
    double average = sum / drawn.length;
    assertThat(average)
        .as("mean of %s", layer)
        .isCloseTo(mean, within(4 * Math.sqrt(variance / drawn.length)));
    assertThat(squares / drawn.length - average * average)
        .as("variance of %s", layer)
        .isCloseTo(variance, within(0.06 * variance));
  }

  @Test
  void cropsAtEveryPlaceInTraining() {
    INDArray in = Nd4j.arange(0, 16).castTo(DataType.FLOAT).reshape(1, 4, 4, 1);
    boolean[] seen = new boolean[16];
    for (int i = 0; i < 200; i++) {
      seen[(int) new RandomCrop(2, 2).augment(in, RandomStream.of(i)).getDouble(0, 0, 0, 0)] = true;
    }

    for (int place = 0; place < 16; place++) {
      assertThat(seen[place]).as("place %s", place).isEqualTo(place % 4 < 3 && place < 12);
    }
  }

  @Test
  void givesAllPicturesTheSameNumberOfBoxes() {
    INDArray boxes = Nd4j.arange(0, 16).castTo(DataType.FLOAT).reshape(2, 2, 4);

    assertThat(new MaxNumBoundingBoxes(1).boundingBoxes(boxes).shape())
        .isEqualTo(new long[] {2, 1, 4});
    INDArray more = new MaxNumBoundingBoxes(3).fillValue(-7).boundingBoxes(boxes);
    assertThat(more.getDouble(1, 1, 3)).isEqualTo(15);
    assertThat(more.getDouble(1, 2, 0)).isEqualTo(-7);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> new RandomRotation(2))
        .hasMessageMatching(
            "(?s)RandomRotation.*: factor must be one or two numbers in .-1.0, 1.0.. Received:"
                + " .-1.0, 2.0.. Give shares within these.");
    assertThatThrownBy(() -> new RandomFlip("up")).hasMessageContaining("mode must be one of");
    assertThatThrownBy(() -> new RandomGaussianBlur(1).kernelSize(2))
        .hasMessageContaining("one or two odd numbers");
    assertThatThrownBy(() -> new RandomFlip().transform(pictures(2, 3, 3), new double[1][1]))
        .hasMessageContaining("1 rows for 2 pictures");
    assertThatThrownBy(() -> new RandomZoom(0.1).transform(pictures(1, 3, 3), new double[1][1]))
        .hasMessageContaining("a row must have 2 parameters. Received: 1");
    assertThatThrownBy(() -> new RandomFlip().augment(Nd4j.zeros(2, 2), RandomStream.of(1)))
        .hasMessageContaining("images must have 3 or 4 axes");
    assertThatThrownBy(
            () ->
                new Resizing(2, 2)
                    .cropToAspectRatio(true)
                    .padToAspectRatio(true)
                    .augment(pictures(1, 3, 3), RandomStream.of(1)))
        .hasMessageContaining("cut or padded, not both");
  }
}
