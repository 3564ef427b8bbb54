package io.hornbill.layers.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbill.base.Config;
import io.hornbill.base.RandomStream;
import io.hornbill.data.Batch;
import io.hornbill.layers.Layers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Boxes and masks that go along with pictures, against real Keras where it moves them rightly. */
class BoxesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode FIXTURES = read();

  private static JsonNode read() {
    try (InputStream in = BoxesTest.class.getResourceAsStream("boxes.json")) {
      return JSON.readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Arguments> cases() {
    return StreamSupport.stream(FIXTURES.path("cases").spliterator(), false)
        .map(one -> Arguments.of(one.path("layer").asText(), one.path("config").toString(), one));
  }

  private static INDArray three(JsonNode node) {
    return Nd4j.create(JSON.convertValue(node, float[][][].class));
  }

  private static INDArray two(JsonNode node) {
    return Nd4j.create(JSON.convertValue(node, float[][].class));
  }

  private static INDArray four(JsonNode node) {
    return Nd4j.create(JSON.convertValue(node, float[][][][].class));
  }

  @SuppressWarnings("unchecked")
  private static ImageLayer<?> layer(JsonNode one) {
    Map<String, Object> config = JSON.convertValue(one.path("config"), Map.class);
    return (ImageLayer<?>) Layers.get(one.path("layer").asText(), new Config(config));
  }

  private static AnnotatedImages changed(JsonNode one, AnnotatedImages seen) {
    ImageLayer<?> layer = layer(one);
    return one.has("parameters")
        ? ((RandomImageLayer<?>) layer)
            .transform(seen, JSON.convertValue(one.path("parameters"), double[][].class))
        : layer.augment(seen, RandomStream.of(1));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void movesBoxesAndMasksAsKerasDoes(String name, String config, JsonNode one) {
    int[] size = JSON.convertValue(one.path("size"), int[].class);
    AnnotatedImages seen =
        AnnotatedImages.of(Nd4j.zeros(DataType.FLOAT, 2, size[0], size[1], 3))
            .boundingBoxes(three(one.path("boxes")), two(one.path("labels")));
    seen = one.has("masks") ? seen.segmentationMasks(four(one.path("masks"))) : seen;

    AnnotatedImages out = changed(one, seen);

    BoundingBoxes moved = Objects.requireNonNull(out.boundingBoxes());
    assertClose(moved.boxes(), three(one.path("moved")));
    assertThat(moved.labels()).isEqualTo(two(one.path("kinds")));
    if (one.has("changed")) {
      assertClose(Objects.requireNonNull(out.segmentationMasks()), four(one.path("changed")));
    }
  }

  private static void assertClose(INDArray actual, INDArray expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThanOrEqualTo(2e-5);
  }

  @Test
  void writesBoxesInEveryFormat() {
    for (JsonNode form : FIXTURES.path("forms")) {
      INDArray labels = Nd4j.zeros(DataType.FLOAT, 2, 3);
      BoundingBoxes converted =
          new BoundingBoxes(three(form.path("boxes")), labels)
              .convertFormat(form.path("source").asText(), form.path("target").asText(), 6, 8);
      assertClose(converted.boxes(), three(form.path("converted")));
    }
  }

  @Test
  void cutsBoxesAtTheEdges() {
    JsonNode clip = FIXTURES.path("clip");
    BoundingBoxes cut =
        new BoundingBoxes(three(clip.path("boxes")), Nd4j.create(new float[][] {{1, 2, 3}}))
            .clipToImageSize("xyxy", 6, 8);

    assertThat(cut.boxes()).isEqualTo(three(clip.path("clipped")));
    assertThat(cut.labels()).isEqualTo(two(clip.path("labels")));
  }

  /** A box follows the object that it is around, whatever was drawn, and so does the mask. */
  @ParameterizedTest
  @MethodSource("moving")
  void keepsBoxesAroundTheirObjects(ImageLayer<?> layer) {
    INDArray images = Nd4j.zeros(DataType.FLOAT, 1, 40, 60, 1);
    images.get(NDArrayIndex.all(), interval(18, 24), interval(26, 36), interval(0, 1)).assign(200);
    for (long seed = 0; seed < 20; seed++) {
      AnnotatedImages seen =
          AnnotatedImages.of(images)
              .boundingBoxes(Nd4j.create(new float[][][] {{{26, 18, 36, 24}}}), Nd4j.ones(1, 1))
              .segmentationMasks(images.div(200));
      AnnotatedImages out =
          ((ImageLayer<?>) layer.boundingBoxFormat("xyxy")).augment(seen, RandomStream.of(seed));
      INDArray box = Objects.requireNonNull(out.boundingBoxes()).boxes();
      INDArray mask = Objects.requireNonNull(out.segmentationMasks());
      for (int y = 0; y < out.images().size(1); y++) {
        for (int x = 0; x < out.images().size(2); x++) {
          boolean object = out.images().getDouble(0, y, x, 0) > 120;
          boolean inside =
              x >= box.getDouble(0, 0, 0) - 2
                  && x <= box.getDouble(0, 0, 2) + 2
                  && y >= box.getDouble(0, 0, 1) - 2
                  && y <= box.getDouble(0, 0, 3) + 2;
          assertThat(inside || !object).as("%s %s: %s %s in %s", layer, seed, x, y, box).isTrue();
          boolean marked = mask.getDouble(0, y, x, 0) > 0;
          assertThat(mask.getDouble(0, y, x, 0)).isIn(0.0, 1.0);
          assertThat(inside || !marked).isTrue();
        }
      }
    }
  }

  private static INDArrayIndex interval(long from, long to) {
    return NDArrayIndex.interval(from, to);
  }

  static Stream<ImageLayer<?>> moving() {
    return Stream.of(
        new RandomFlip(),
        new RandomRotation(0.5).fillMode("constant"),
        new RandomZoom(0.4).widthFactor(0.3).fillMode("constant"),
        new RandomTranslation(0.3, 0.3).fillMode("constant"),
        new RandomShear(0.2, 0).fillMode("constant"),
        new RandomShear(0, 0.2).fillMode("constant"),
        new RandomPerspective(1).scale(0.4),
        new RandomCrop(30, 20),
        new CenterCrop(30, 45),
        new CenterCrop(50, 80),
        new Resizing(50, 30),
        new Resizing(50, 30).cropToAspectRatio(true),
        new Resizing(50, 30).padToAspectRatio(true));
  }

  @Test
  void changesPicturesAsWithoutBoxes() {
    INDArray images = Nd4j.rand(DataType.FLOAT, 3, 7, 6, 3).muli(255);
    for (ImageLayer<?> layer : AugmentationTest.layers().toList()) {
      AnnotatedImages seen =
          AnnotatedImages.of(images)
              .labels(Nd4j.eye(3).castTo(DataType.FLOAT))
              .segmentationMasks(Nd4j.ones(DataType.FLOAT, 3, 7, 6, 1));
      AnnotatedImages out = layer.augment(seen, RandomStream.of(8));

      assertThat(out.images()).as("%s", layer).isEqualTo(layer.augment(images, RandomStream.of(8)));
      long[] mask = Objects.requireNonNull(out.segmentationMasks()).shape();
      assertThat(List.of(mask[1], mask[2]))
          .isEqualTo(List.of(out.images().size(1), out.images().size(2)));
      assertThat(Objects.requireNonNull(out.labels()).shape()).isEqualTo(new long[] {3, 3});
    }
  }

  @Test
  void takesOnePictureAndChannelsFirstAlike() {
    INDArray image = Nd4j.rand(DataType.FLOAT, 6, 8, 3);
    INDArray boxes = Nd4j.create(new float[][] {{1, 2, 3, 4}, {2, 2, 7, 6}});
    INDArray classes = Nd4j.create(new float[] {1, 2});
    RandomTranslation last = new RandomTranslation(0.5, 0.5);
    RandomTranslation first = new RandomTranslation(0.5, 0.5);
    last.boundingBoxFormat("xyxy");
    first.boundingBoxFormat("xyxy").dataFormat("channels_first");
    AnnotatedImages seen =
        AnnotatedImages.of(image)
            .boundingBoxes(boxes, classes)
            .segmentationMasks(Nd4j.ones(DataType.FLOAT, 6, 8, 1));
    AnnotatedImages turned =
        AnnotatedImages.of(image.permute(2, 0, 1).dup('c'))
            .boundingBoxes(boxes, classes)
            .segmentationMasks(Nd4j.ones(DataType.FLOAT, 1, 6, 8));

    AnnotatedImages one = last.augment(seen, RandomStream.of(2));
    AnnotatedImages two = first.augment(turned, RandomStream.of(2));

    assertThat(Objects.requireNonNull(one.boundingBoxes()).boxes().shape())
        .isEqualTo(new long[] {2, 4});
    assertThat(one.boundingBoxes()).isEqualTo(two.boundingBoxes());
    assertThat(two.images().permute(1, 2, 0).dup('c')).isEqualTo(one.images());
  }

  @Test
  void keepsTheBoxesOfBothPicturesThatAreMixed() {
    RandomImageLayer<?> layer = (RandomImageLayer<?>) new MixUp().boundingBoxFormat("xywh");
    AnnotatedImages seen =
        AnnotatedImages.of(Nd4j.zeros(DataType.FLOAT, 2, 4, 4, 1))
            .boundingBoxes(
                Nd4j.create(new float[][][] {{{0, 0, 1, 1}}, {{1, 1, 2, 2}}}),
                Nd4j.create(new float[][] {{5}, {6}}))
            .segmentationMasks(
                Nd4j.concat(
                    0,
                    Nd4j.zeros(DataType.FLOAT, 1, 4, 4, 1),
                    Nd4j.ones(DataType.FLOAT, 1, 4, 4, 1)));
    AnnotatedImages out = layer.transform(seen, new double[][] {{1, 0.25}, {0, 0.5}});

    BoundingBoxes boxes = Objects.requireNonNull(out.boundingBoxes());
    assertThat(boxes.boxes())
        .isEqualTo(
            Nd4j.create(
                new float[][][] {{{0, 0, 1, 1}, {1, 1, 2, 2}}, {{1, 1, 2, 2}, {0, 0, 1, 1}}}));
    assertThat(boxes.labels()).isEqualTo(Nd4j.create(new float[][] {{5, 6}, {6, 5}}));
    INDArray masks = Objects.requireNonNull(out.segmentationMasks());
    assertThat(masks.getDouble(0, 0, 0, 0)).isCloseTo(0.75, within(1e-6));
    assertThat(masks.getDouble(1, 3, 3, 0)).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void changesTheTargetsOfBatchesInSources() {
    INDArray images = Nd4j.rand(DataType.FLOAT, 2, 6, 8, 3);
    RandomFlip flip = new RandomFlip("horizontal");
    flip.boundingBoxFormat("rel_xyxy");
    Batch masked =
        flip.augmentMasks(
            new Batch(images, images.get(all(), all(), all(), interval(0, 1)).dup('c')),
            RandomStream.of(4));
    assertThat(masked.y().get(0))
        .isEqualTo(masked.x().get(0).get(all(), all(), all(), interval(0, 1)).dup('c'));

    INDArray boxes = Nd4j.create(new float[][][] {{{0, 0, 0.25f, 1}}, {{0, 0, 0.25f, 1}}});
    Batch boxed =
        flip.augmentBoxes(
            new Batch(List.of(images), List.of(boxes, Nd4j.ones(DataType.FLOAT, 2, 1)), List.of()),
            RandomStream.of(4));
    boolean flipped = boxed.x().get(0).getDouble(0, 0, 0, 0) != images.getDouble(0, 0, 0, 0);
    assertThat(boxed.y().get(0).getDouble(0, 0, 0)).isEqualTo(flipped ? 0.75 : 0);
  }

  private static INDArrayIndex all() {
    return NDArrayIndex.all();
  }

  @Test
  void refusesWhatDoesNotFit() {
    INDArray images = Nd4j.zeros(DataType.FLOAT, 1, 4, 4, 1);
    INDArray boxes = Nd4j.zeros(DataType.FLOAT, 1, 2, 4);
    INDArray classes = Nd4j.zeros(DataType.FLOAT, 1, 2);
    AnnotatedImages seen = AnnotatedImages.of(images).boundingBoxes(boxes, classes);
    RandomStream random = RandomStream.of(1);

    assertThatThrownBy(() -> new RandomFlip().augment(seen, random))
        .hasMessageContaining(
            "the format of boxes must be known. Received: boxes and no format. Set boundingBoxFormat");
    assertThatThrownBy(() -> new RandomFlip().boundingBoxFormat("xxyy"))
        .hasMessageContaining("the format of boxes must be one of [xyxy, yxyx")
        .hasMessageContaining("Received: \"xxyy\". Choose one.");
    assertThatThrownBy(() -> new CutMix(1).boundingBoxFormat("xyxy").augment(seen, random))
        .hasMessageContaining("boxes cannot be cut, as in Keras");
    assertThatThrownBy(
            () -> new RandomElasticTransform(1).boundingBoxFormat("xyxy").augment(seen, random))
        .hasMessageContaining("boxes cannot be bent, as in Keras");
    assertThatThrownBy(() -> AnnotatedImages.of(images).boundingBoxes(classes, classes))
        .hasMessageContaining("boxes must have shape [batch, boxes, 4] or [boxes, 4]. Received:");
    assertThatThrownBy(() -> AnnotatedImages.of(images).boundingBoxes(boxes, boxes))
        .hasMessageContaining("there must be a label for each box. Received:");
    assertThatThrownBy(
            () ->
                new RandomFlip()
                    .boundingBoxFormat("xyxy")
                    .augment(
                        AnnotatedImages.of(Nd4j.zeros(DataType.FLOAT, 3, 4, 4, 1))
                            .boundingBoxes(boxes, classes),
                        random))
        .hasMessageContaining("there must be boxes for each picture");
    assertThatThrownBy(
            () ->
                new RandomFlip()
                    .augment(
                        AnnotatedImages.of(images)
                            .segmentationMasks(Nd4j.zeros(DataType.FLOAT, 1, 5, 4, 1)),
                        random))
        .hasMessageContaining("masks must have the size of the pictures. Received:");
    assertThatThrownBy(() -> new RandomFlip().augmentMasks(new Batch(images), random))
        .hasMessageContaining(
            "a batch must have pictures, and a mask as targets. Received: 1 inputs and 0 targets");
  }
}
