package io.hornbill.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbill.base.RandomStream;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ImageDataGeneratorTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode FIXTURE = read();

  @TempDir Path folder;

  private static JsonNode read() {
    try (InputStream in = ImageDataGeneratorTest.class.getResourceAsStream("generator.json")) {
      return JSON.readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<JsonNode> cases() {
    return StreamSupport.stream(FIXTURE.path("cases").spliterator(), false);
  }

  static Stream<JsonNode> scaled() {
    return StreamSupport.stream(FIXTURE.path("scaled").spliterator(), false);
  }

  private static INDArray array(JsonNode values, long... shape) {
    return Nd4j.createFromArray(JSON.convertValue(values, double[].class))
        .castTo(DataType.FLOAT)
        .reshape('c', shape);
  }

  private static void assertClose(INDArray actual, JsonNode expected, double tolerance) {
    double[] values = actual.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    assertThat(values).hasSize(expected.size());
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i])
          .as("element %s", i)
          .isCloseTo(expected.get(i).asDouble(), within(tolerance));
    }
  }

  private static ImageTransform change(JsonNode c) {
    return new ImageTransform(
        c.path("theta").asDouble(),
        c.path("tx").asDouble(),
        c.path("ty").asDouble(),
        c.path("shear").asDouble(),
        c.path("zx").asDouble(),
        c.path("zy").asDouble(),
        c.path("flip_horizontal").asBoolean(),
        c.path("flip_vertical").asBoolean(),
        c.path("channel_shift_intensity").asDouble(),
        c.path("brightness").isNull() ? Double.NaN : c.path("brightness").asDouble());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void changesAPictureAsKerasDoes(JsonNode one) {
    JsonNode settings = one.path("settings");
    ImageDataGenerator generator =
        new ImageDataGenerator()
            .dataFormat("channels_last")
            .fillMode(settings.path("fill_mode").asText("nearest"))
            .cval(settings.path("cval").asDouble())
            .interpolationOrder(settings.path("interpolation_order").asInt(1));
    INDArray picture = array(FIXTURE.path("picture"), 6, 8, 3);
    INDArray out = generator.applyTransform(picture, change(one.path("change")));
    assertClose(out, one.path("output"), 1e-3);

    generator.dataFormat("channels_first");
    INDArray first = generator.applyTransform(picture.permute(2, 0, 1), change(one.path("change")));
    assertThat(first.permute(1, 2, 0).dup('c')).isEqualTo(out);
  }

  @ParameterizedTest
  @MethodSource("scaled")
  void bringsPicturesToScaleAsKerasDoes(JsonNode one) {
    JsonNode settings = one.path("settings");
    ImageDataGenerator generator =
        new ImageDataGenerator()
            .dataFormat("channels_last")
            .rescale(settings.path("rescale").asDouble())
            .samplewiseCenter(settings.path("samplewise_center").asBoolean())
            .samplewiseStdNormalization(settings.path("samplewise_std_normalization").asBoolean())
            .featurewiseCenter(settings.path("featurewise_center").asBoolean())
            .featurewiseStdNormalization(
                settings.path("featurewise_std_normalization").asBoolean());
    INDArray data = array(FIXTURE.path("data"), 9, 3, 2, 3);
    generator.fit(data);
    assertClose(standardized(generator, data), one.path("output"), 2e-4);
  }

  private static INDArray standardized(ImageDataGenerator generator, INDArray data) {
    INDArray out = Nd4j.create(DataType.FLOAT, data.shape());
    for (int i = 0; i < data.size(0); i++) {
      out.slice(i).assign(generator.standardize(data.slice(i)));
    }
    return out;
  }

  @Test
  void whitensPicturesAsKerasDoes() {
    INDArray data = array(FIXTURE.path("wide"), 60, 2, 2, 1);
    ImageDataGenerator generator =
        new ImageDataGenerator()
            .dataFormat("channels_last")
            .featurewiseCenter(true)
            .zcaWhitening(true)
            .zcaEpsilon(0.01);
    generator.fit(data);
    assertClose(standardized(generator, data), FIXTURE.path("white"), 1e-4);
  }

  @Test
  void whiteningTakesThePlaceOfTheDeviation() {
    INDArray data = array(FIXTURE.path("wide"), 60, 2, 2, 1);
    ImageDataGenerator generator =
        new ImageDataGenerator()
            .dataFormat("channels_last")
            .featurewiseStdNormalization(true)
            .zcaWhitening(true)
            .zcaEpsilon(0.01);
    generator.fit(data);
    assertClose(standardized(generator, data), FIXTURE.path("white"), 1e-4);
  }

  private static List<Batch> pass(BatchSource source) {
    List<Batch> all = new ArrayList<>();
    try (BatchReader reader = source.open();
        BatchBuffer buffer = new BatchBuffer(DataType.FLOAT)) {
      while (reader.read(buffer)) {
        Batch b = buffer.batch();
        all.add(
            new Batch(
                b.x().stream().map(INDArray::dup).toList(),
                b.y().stream().map(INDArray::dup).toList(),
                b.weights().stream().map(INDArray::dup).toList()));
        buffer.clear();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static INDArray numbered(int count) {
    INDArray x = Nd4j.create(DataType.FLOAT, count, 4, 4, 1);
    for (int i = 0; i < count; i++) {
      x.slice(i).assign(i);
    }
    return x;
  }

  private static INDArray column(int count) {
    return Nd4j.arange(0, count).castTo(DataType.FLOAT).reshape(count, 1);
  }

  @Test
  void flowsInBatchesWithTargetsAndWeights() {
    ImageDataGenerator generator = new ImageDataGenerator().dataFormat("channels_last");
    INDArray weights = Nd4j.arange(0, 5).castTo(DataType.FLOAT);
    BatchSource source =
        generator.flow(numbered(5), column(5), f -> f.batchSize(2).seed(3).sampleWeight(weights));
    List<Batch> first = pass(source);

    assertThat(source.batches()).isEqualTo(3);
    assertThat(first).hasSize(3);
    double sum = 0;
    for (Batch batch : first) {
      for (long i = 0; i < batch.x().get(0).size(0); i++) {
        double number = batch.x().get(0).getDouble(i, 0, 0, 0);
        assertThat(batch.y().get(0).getDouble(i, 0)).isEqualTo(number);
        assertThat(batch.weights().get(0).getDouble(i)).isEqualTo(number);
        sum += number;
      }
    }
    assertThat(sum).isEqualTo(10);
    assertThat(pass(source)).as("another order in the next pass").isNotEqualTo(first);
    BatchSource again =
        generator.flow(numbered(5), column(5), f -> f.batchSize(2).seed(3).sampleWeight(weights));
    assertThat(pass(again)).as("the same from the same seed").isEqualTo(first);
  }

  @Test
  void splitsAsKerasDoesWithTheFirstPartForValidation() {
    ImageDataGenerator generator =
        new ImageDataGenerator().dataFormat("channels_last").validationSplit(0.4);
    List<Batch> validation =
        pass(generator.flow(numbered(5), column(5), f -> f.shuffle(false).subset("validation")));
    List<Batch> training =
        pass(generator.flow(numbered(5), column(5), f -> f.shuffle(false).subset("training")));

    assertThat(validation.get(0).y().get(0).dup().data().asFloat()).containsExactly(0, 1);
    assertThat(training.get(0).y().get(0).dup().data().asFloat()).containsExactly(2, 3, 4);
  }

  @Test
  void flowsFromADirectoryAndSavesWhatItMade() throws IOException {
    for (String name : List.of("a", "b")) {
      Path sub = Files.createDirectories(folder.resolve("in").resolve(name));
      for (int i = 0; i < 3; i++) {
        Images.save(
            sub.resolve(i + ".png"),
            Nd4j.valueArrayOf(new long[] {6, 5, 3}, name.equals("a") ? 51 : 255, DataType.FLOAT),
            false,
            "channels_last");
      }
    }
    ImageDataGenerator generator =
        new ImageDataGenerator().dataFormat("channels_last").rotationRange(30).rescale(1 / 255.0);
    List<Batch> batches =
        pass(
            generator.flowFromDirectory(
                folder.resolve("in"), o -> o.imageSize(4, 4).batchSize(6).seed(1)));
    Batch batch = batches.get(0);

    assertThat(batch.x().get(0).shape()).isEqualTo(new long[] {6, 4, 4, 3});
    assertThat(batch.y().get(0).shape()).isEqualTo(new long[] {6, 2});
    for (int i = 0; i < 6; i++) {
      assertThat(batch.x().get(0).getDouble(i, 1, 1, 0))
          .isCloseTo(batch.y().get(0).getDouble(i, 0) == 1 ? 0.2 : 1, within(1e-5));
    }
    Path out = Files.createDirectory(folder.resolve("out"));
    pass(
        new ImageDataGenerator()
            .dataFormat("channels_last")
            .flow(numbered(3), column(3), f -> f.saveToDir(out).savePrefix("p").saveFormat("png")));
    assertThat(Arrays.stream(out.toFile().list()).map(name -> name.replaceAll("_\\d+[.]", ".")))
        .containsExactlyInAnyOrder("p_0.png", "p_1.png", "p_2.png");

    Path again = Files.createDirectory(folder.resolve("again"));
    BatchSource saved =
        generator.flowFromDirectory(
            folder.resolve("in"),
            o -> o.imageSize(4, 4).saveToDir(again).saveFormat("bmp").shuffle(false));
    pass(saved);
    pass(saved);
    assertThat(again.toFile().list()).hasSize(12).allMatch(name -> name.matches("_[0-5]_\\d+.bmp"));
    BatchSource failing =
        new ImageDataGenerator()
            .preprocessingFunction(x -> Nd4j.ones(2, 2, 3))
            .flowFromDirectory(folder.resolve("in"), o -> o.imageSize(4, 4).batchSize(6));
    assertThatThrownBy(() -> pass(failing))
        .hasMessageStartingWith(
            "ImageDataGenerator: flow must take every batch. Received: of batch 0 (the first is 0), read from ")
        .hasMessageContaining(folder.resolve("in/b/2.png").toString())
        .hasMessageContaining(
            "preprocessingFunction must give a picture of the same shape. Received: [2, 2, 3] for")
        .hasCauseInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> generator.flowFromDirectory(folder.resolve("in"), o -> o.subset("validation")))
        .hasMessageContaining("ImageDataGenerator: validationSplit and subset belong together.");
    assertThatThrownBy(() -> ImageFolder.of(folder.resolve("in"), o -> o.saveToDir(again)))
        .hasMessageContaining("ImageFolder: saveToDir belongs to the flows of ImageDataGenerator");
    assertThatThrownBy(
            () -> generator.flowFromDirectory(folder.resolve("in"), o -> o.padToAspectRatio(true)))
        .hasMessageContaining("padToAspectRatio belongs to ImageFolder. Received: true. Use crop");
  }

  /** The pictures of the fixture: i * 37 + row * 13 + column * 29 + channel * 71. */
  private Path pictures() throws IOException {
    List<String> names =
        List.of(
            "b/x.png", "b/a/z.png", "b/A.png", "a-b/1.png", ".c/0.png", ".c/n/2.png", "b/k.PNG");
    for (int i = 0; i < names.size(); i++) {
      Path file = folder.resolve(names.get(i));
      Files.createDirectories(file.getParent());
      float[] values = new float[(3 + i) * 15];
      for (int k = 0; k < values.length; k++) {
        values[k] = (i * 37 + k / 15 * 13 + k / 3 % 5 * 29 + k % 3 * 71) % 256;
      }
      Images.save(file, Nd4j.create(values, new long[] {3 + i, 5, 3}, 'c'), false, "channels_last");
    }
    Files.createFile(folder.resolve("b/y.gif"));
    Files.createSymbolicLink(folder.resolve("d"), folder.resolve("b/a"));
    return folder;
  }

  @Test
  void flowsFromADirectoryInKerasOrderAndSize() throws IOException {
    Path in = pictures();
    ImageDataGenerator generator =
        new ImageDataGenerator().dataFormat("channels_last").rescale(0.5).validationSplit(0.5);
    for (JsonNode c : FIXTURE.path("flows")) {
      String mode = c.path("mode").asText();
      BatchSource flow =
          generator.flowFromDirectory(
              in,
              o -> {
                o.imageSize(2, 3).batchSize(3).labelMode(mode).seed(11);
                o.interpolation(c.path("interpolation").asText());
                o.shuffle(c.path("shuffle").asBoolean());
                o.cropToAspectRatio(c.path("keep").asBoolean()).colorMode(c.path("color").asText());
                if (!c.path("subset").isNull()) {
                  o.subset(c.path("subset").asText());
                }
                if (mode.equals("binary")) {
                  o.classNames("b", "a-b");
                }
              });
      List<Batch> batches = new ArrayList<>(pass(flow));
      batches.addAll(pass(flow));
      assertThat(batches).hasSize(c.path("batches").size());
      for (int i = 0; i < batches.size(); i++) {
        assertClose(batches.get(i).x().get(0), c.path("batches").path(i).path(0), 1e-4);
        JsonNode y = c.path("batches").path(i).path(1);
        if (y.isNull()) {
          assertThat(batches.get(i).y()).isEmpty();
        } else {
          assertThat(batches.get(i).y().get(0).shape())
              .isEqualTo(JSON.convertValue(y.path(0), long[].class));
          assertClose(batches.get(i).y().get(0), y.path(1), 1e-4);
        }
      }
    }
  }

  @Test
  void flowsInKerasOrder() {
    BatchSource flow = new ImageDataGenerator().flow(numbered(7), f -> f.batchSize(3).seed(4));
    for (JsonNode order : FIXTURE.path("orders")) {
      List<Integer> numbers = new ArrayList<>();
      for (Batch batch : pass(flow)) {
        assertThat(batch.y()).isEmpty();
        for (long i = 0; i < batch.x().get(0).size(0); i++) {
          numbers.add(batch.x().get(0).getInt((int) i, 0, 0, 0));
        }
      }
      assertThat(numbers).isEqualTo(JSON.convertValue(order, List.class));
    }
  }

  private List<Map<String, String>> table() throws IOException {
    StringBuilder lines = new StringBuilder("filename,class,size\n");
    for (int i = 0; i < 6; i++) {
      String name = "p%d.png".formatted(i);
      Images.save(
          folder.resolve(name),
          Nd4j.valueArrayOf(new long[] {6, 5, 3}, 10 * i, DataType.FLOAT),
          false,
          "channels_last");
      lines.append("%s,%s,%s\n".formatted(name, i % 2 == 0 ? "cat" : "ant", i + 0.5));
    }
    return CsvFile.records(Files.writeString(folder.resolve("table.csv"), lines), o -> {});
  }

  @Test
  void flowsFromTheRecordsOfATable() throws IOException {
    ImageDataGenerator generator = new ImageDataGenerator().dataFormat("channels_last");
    Batch all =
        pass(generator.flowFromRecords(
                folder, table(), "filename", "class", o -> o.imageSize(4, 4).shuffle(false)))
            .get(0);

    assertThat(all.x().get(0).shape()).isEqualTo(new long[] {6, 4, 4, 3});
    for (int i = 0; i < 6; i++) {
      assertThat(all.x().get(0).getDouble(i, 2, 2, 1)).isEqualTo(10 * i);
      assertThat(all.y().get(0).getDouble(i, i % 2 == 0 ? 1 : 0)).isEqualTo(1);
    }
    assertThat(targets(generator, "size", "raw"))
        .containsExactly(0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f);
    assertThat(targets(generator, "class", "int")).containsExactly(1, 0, 1, 0, 1, 0);
    assertThat(targets(generator, "class", "binary")).containsExactly(1, 0, 1, 0, 1, 0);
    assertThat(
            pass(generator.flowFromRecords(
                    folder, table(), "filename", "none", o -> o.imageSize(4, 4).labelMode("none")))
                .get(0)
                .y())
        .isEmpty();
  }

  private float[] targets(ImageDataGenerator generator, String column, String mode)
      throws IOException {
    return pass(generator.flowFromRecords(
            folder,
            table(),
            "filename",
            column,
            o -> o.imageSize(4, 4).shuffle(false).labelMode(mode)))
        .get(0)
        .y()
        .get(0)
        .dup('c')
        .data()
        .asFloat();
  }

  /** The first int(0.4 * 6) records validate; in a folder, the first ones of each class. */
  @Test
  void splitsTablesAndFoldersAsKerasDoes() throws IOException {
    ImageDataGenerator generator =
        new ImageDataGenerator().dataFormat("channels_last").validationSplit(0.4);
    List<Map<String, String>> table = table();
    for (String subset : List.of("training", "validation")) {
      List<Batch> part =
          pass(
              generator.flowFromRecords(
                  folder,
                  table,
                  "filename",
                  "size",
                  o -> o.imageSize(4, 4).shuffle(false).labelMode("raw").subset(subset)));
      assertThat(part.get(0).y().get(0).dup('c').data().asFloat())
          .isEqualTo(
              subset.equals("validation")
                  ? new float[] {0.5f, 1.5f}
                  : new float[] {2.5f, 3.5f, 4.5f, 5.5f});
    }
    for (String name : List.of("a", "b")) {
      Path sub = Files.createDirectories(folder.resolve("in").resolve(name));
      for (int i = 0; i < 3; i++) {
        Files.copy(folder.resolve("p" + i + ".png"), sub.resolve(i + ".png"));
      }
    }
    List<Batch> validation =
        pass(
            generator.flowFromDirectory(
                folder.resolve("in"),
                o -> o.imageSize(4, 4).shuffle(false).labelMode("int").subset("validation")));
    assertThat(validation.get(0).y().get(0).dup('c').data().asFloat()).containsExactly(0, 1);
    assertThat(validation.get(0).x().get(0).getDouble(1, 0, 0, 0)).isEqualTo(0);
  }

  @Test
  void saysWhichRecordIsWrong() throws IOException {
    ImageDataGenerator generator = new ImageDataGenerator();
    List<Map<String, String>> table = table();
    assertThatThrownBy(() -> generator.flowFromRecords(folder, table, "filename", "kind", o -> {}))
        .hasMessageContaining("Received: no \"kind\" in record 0, only [filename, class, size]");
    assertThatThrownBy(
            () ->
                generator.flowFromRecords(
                    folder, table, "filename", "class", o -> o.labelMode("raw")))
        .hasMessageContaining("must be numbers. Received: \"cat\" as \"class\" of record 0");
    assertThatThrownBy(
            () ->
                generator.flowFromRecords(
                    folder, table, "filename", "class", o -> o.classNames("dog")))
        .hasMessageContaining("there must be records of files. Received: none of 6");
    Files.delete(folder.resolve("p3.png"));
    assertThatThrownBy(
            () ->
                pass(
                    generator.flowFromRecords(
                        folder, table, "filename", "class", o -> o.imageSize(4, 4))))
        .hasMessageContaining("p3.png")
        .hasMessageContaining("Set skipBroken(true) to leave it out.");
    assertThat(
            pass(generator.flowFromRecords(
                    folder, table, "filename", "class", o -> o.imageSize(4, 4).skipBroken(true)))
                .get(0)
                .x()
                .get(0)
                .size(0))
        .isEqualTo(5);
  }

  /** Each range is drawn from evenly, and none of the others. */
  @Test
  void drawsFromItsRanges() {
    ImageDataGenerator generator =
        new ImageDataGenerator()
            .rotationRange(30)
            .heightShiftRange(0.5)
            .widthShiftRange(1, 3)
            .shearRange(10)
            .zoomRange(0.2)
            .channelShiftRange(7)
            .brightnessRange(0.5, 1.5)
            .horizontalFlip(true);
    RandomStream random = RandomStream.of(2);
    double[] sums = new double[8];
    for (int i = 0; i < 4000; i++) {
      ImageTransform t = generator.getRandomTransform(20, 10, random);
      assertThat(Math.abs(t.theta())).isLessThanOrEqualTo(30);
      assertThat(Math.abs(t.tx())).isLessThanOrEqualTo(10);
      assertThat(Math.abs(t.ty())).isIn(1.0, 3.0);
      assertThat(t.zx()).isBetween(0.8, 1.2);
      assertThat(t.flipVertical()).isFalse();
      double[] values = {
        t.theta() / 30,
        t.tx() / 10,
        t.ty() / 3,
        t.shear() / 10,
        (t.zx() - 1) / 0.2,
        t.channelShift() / 7,
        (t.brightness() - 1) / 0.5,
        t.flipHorizontal() ? 1 : -1
      };
      for (int k = 0; k < values.length; k++) {
        sums[k] += values[k] / 4000;
      }
    }
    for (double mean : sums) {
      assertThat(mean).isCloseTo(0, within(0.06));
    }
    assertThat(new ImageDataGenerator().getRandomTransform(20, 10, random))
        .isEqualTo(ImageTransform.NONE);
  }

  @Test
  void learnsFromChangedPicturesAndCallsAFunctionOfYourOwn() {
    ImageDataGenerator generator =
        new ImageDataGenerator()
            .dataFormat("channels_last")
            .featurewiseCenter(true)
            .channelShiftRange(100)
            .preprocessingFunction(image -> image.add(1));
    generator.fit(numbered(4), true, 3, 7);

    INDArray out =
        generator.standardize(Nd4j.valueArrayOf(new long[] {4, 4, 1}, 5, DataType.FLOAT));
    assertThat(out.getDouble(0, 0, 0)).isCloseTo(6 - 1.5, within(1e-5));
  }

  @Test
  void refusesWhatDoesNotFit() {
    ImageDataGenerator generator = new ImageDataGenerator();
    assertThatThrownBy(() -> generator.fillMode("mirror"))
        .hasMessageContaining("fillMode must be one of [constant, nearest, reflect, wrap]");
    assertThatThrownBy(() -> generator.interpolationOrder(6))
        .hasMessageContaining("must be in 0 to 5");
    assertThatThrownBy(() -> generator.zoomRange(1, 2, 3))
        .hasMessageContaining("one or two numbers");
    assertThatThrownBy(() -> generator.validationSplit(1)).hasMessageContaining("validationSplit");
    assertThatThrownBy(() -> generator.fit(Nd4j.ones(2, 2))).hasMessageContaining("4 axes");
    assertThatThrownBy(
            () -> new ImageDataGenerator().featurewiseCenter(true).standardize(Nd4j.ones(2, 2, 1)))
        .hasMessageContaining("Call fit(x) first");
    assertThatThrownBy(() -> generator.flow(numbered(3), column(2), f -> {}))
        .hasMessageContaining("y have as many rows");
    assertThatThrownBy(() -> generator.flow(numbered(3), column(3), f -> f.subset("validation")))
        .hasMessageContaining("a subset must have pictures");
    assertThatThrownBy(() -> generator.flow(numbered(3), column(3), f -> f.subset("test")))
        .hasMessageContaining("subset must be");
  }
}
