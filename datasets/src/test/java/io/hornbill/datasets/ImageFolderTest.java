package io.hornbill.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.data.Batch;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class ImageFolderTest {
  @TempDir Path folder;

  /** Classes b and a of 2 and 3 images; the image's number is its red, the class its green. */
  @BeforeEach
  void writeImages() throws IOException {
    image("b/2.png", 2, 1);
    image("b/10.png", 10, 1);
    image("a/z.bmp", 3, 0);
    image("a/deep/y.PNG", 4, 0);
    image("a/x.gif", 5, 0);
    Files.writeString(folder.resolve("a/notes.txt"), "no image");
    Files.createDirectory(folder.resolve(".hidden"));
  }

  private void image(String name, int red, int green) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 4; i++) {
      image.setRGB(i % 2, i / 2, red << 16 | green << 8);
    }
    String format = name.substring(name.indexOf('.') + 1);
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
  }

  private ImageFolder images(Consumer<ImageOptions> options) {
    return ImageFolder.of(folder, options.andThen(o -> o.imageSize(2, 2)));
  }

  /** The number of each image, in order. */
  private static List<Integer> numbers(ImageFolder source) {
    return Passes.read(source).stream()
        .map(batch -> batch.x().get(0))
        .flatMap(x -> LongStream.range(0, x.size(0)).mapToObj(i -> x.getInt((int) i, 0, 0, 0)))
        .toList();
  }

  @Test
  void readsImagesByClassAndName() {
    ImageFolder source = images(o -> o.shuffle(false).batchSize(3));
    assertThat(source.classNames()).containsExactly("a", "b");
    assertThat(source.batches()).isEqualTo(2);
    assertThat(source.files()).hasSize(5);
    List<Batch> batches = Passes.read(source);
    assertThat(batches.get(0).x().get(0).shape()).containsExactly(3, 2, 2, 3);
    assertThat(batches.get(1).x().get(0).shape()).containsExactly(2, 2, 2, 3);
    assertThat(numbers(source)).containsExactly(5, 3, 4, 10, 2);
    assertThat(Passes.targets(source)).containsExactly(0f, 0f, 0f, 1f, 1f);
    assertThat(batches.get(1).x().get(0).getInt(0, 1, 1, 1)).as("green").isEqualTo(1);
  }

  @Test
  void labelModesAreKeras() {
    assertThat(first(o -> o.labelMode("int")).y().get(0).shape()).containsExactly(5);
    assertThat(first(o -> o.labelMode("binary")).y().get(0).shape()).containsExactly(5, 1);
    INDArray scores = first(o -> o.labelMode("categorical")).y().get(0);
    assertThat(Passes.numbers(scores)).containsExactly(1f, 0f, 1f, 0f, 1f, 0f, 0f, 1f, 0f, 1f);
    assertThat(first(o -> o.labelMode("none")).y()).isEmpty();
  }

  @Test
  void withoutTargetsAllFilesOfTheFolderCount() throws IOException {
    image("q.png", 7, 0);
    Files.move(folder.resolve("q.png"), folder.resolve(".hidden/q.png"));
    image("z.png", 8, 0);

    ImageFolder source = images(o -> o.labelMode("none").shuffle(false));

    assertThat(source.classNames()).isEmpty();
    assertThat(numbers(source)).as("as Keras").containsExactly(8, 7, 5, 3, 4, 10, 2);
    assertThat(numbers(images(o -> o.labelMode("none").shuffle(false).classNames("b"))))
        .containsExactly(10, 2);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> ImageFolder.of(empty, o -> o.labelMode("none")))
        .hasMessageStartingWith("ImageFolder: there must be images in the folder. Received: none");
  }

  @Test
  void picksNearestPixelsInFloatsAsTensorFlow() {
    float[] two = {0, 1};
    float[] found = new Pixels(two, 2, 1, 1).nearest(41, 1).values();
    assertThat(found[20]).as("the center, which rounding in floats moves up").isEqualTo(0);
    assertThat(found[21]).isEqualTo(1);
    Pixels padded = TensorResize.padded(new Pixels(new float[] {5}, 1, 1, 1), 7, 7, "nearest");
    assertThat(padded.values()).as("7 / 7 rows are 6 in floats").contains(0f, 5f);
  }

  private Batch first(Consumer<ImageOptions> options) {
    return Passes.read(images(options.andThen(o -> o.shuffle(false)))).get(0);
  }

  @Test
  void classNamesChooseAndOrder() {
    ImageFolder source = images(o -> o.shuffle(false).classNames("b", "a"));
    assertThat(numbers(source)).containsExactly(10, 2, 5, 3, 4);
    assertThat(Passes.targets(source)).containsExactly(0f, 0f, 1f, 1f, 1f);
    assertThat(numbers(images(o -> o.classNames("b").shuffle(false)))).containsExactly(10, 2);
  }

  @Test
  void shufflesAnewInEachPass() {
    ImageFolder source = images(o -> o.seed(1));
    List<Integer> first = numbers(source);
    assertThat(first).containsExactlyInAnyOrder(2, 10, 3, 4, 5);
    assertThat(List.of(numbers(source), numbers(source), numbers(source)))
        .anySatisfy(order -> assertThat(order).isNotEqualTo(first));
    assertThat(numbers(images(o -> o.seed(1)))).isEqualTo(first);
  }

  @Test
  void splitsAsKerasDoes() {
    // numpy.random.RandomState(7) shuffles [5, 3, 4, 10, 2] to the order of SPLIT, of which the
    // last 40 % are to validate with
    assertThat(images(o -> split(o, "training")).files().stream().map(this::name))
        .containsExactly(SPLIT.subList(0, 3).toArray(new String[0]));
    assertThat(images(o -> split(o, "validation")).files().stream().map(this::name))
        .containsExactly(SPLIT.subList(3, 5).toArray(new String[0]));
    assertThat(numbers(images(o -> split(o, "validation").shuffle(false)))).containsExactly(10, 2);
  }

  private static final List<String> SPLIT = List.of("x.gif", "10.png", "y.PNG", "z.bmp", "2.png");

  private String name(Path file) {
    return file.getFileName().toString();
  }

  private static ImageOptions split(ImageOptions options, String subset) {
    return options.seed(7).validationSplit(0.4).subset(subset);
  }

  @Test
  void colorModesDecideTheChannels() throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x80_64_c8_32); // opacity 128, red 100, green 200, blue 50
    ImageIO.write(
        image, "png", Files.createDirectory(folder.resolve("c")).resolve("c.png").toFile());
    assertThat(color("rgba")).containsExactly(100f, 200f, 50f, 128f);
    assertThat(color("rgb")).containsExactly(100f, 200f, 50f);
    // 0.299 * 100 + 0.587 * 200 + 0.114 * 50 = 153
    assertThat(color("grayscale")).containsExactly(153f);
  }

  private List<Float> color(String mode) {
    ImageFolder source =
        ImageFolder.of(folder, o -> o.imageSize(1, 1).classNames("c").colorMode(mode));
    return Passes.numbers(Passes.read(source).get(0).x().get(0));
  }

  @Test
  void grayFilesKeepTheirLevels() throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 77);
    ImageIO.write(
        image, "png", Files.createDirectory(folder.resolve("c")).resolve("c.png").toFile());
    assertThat(color("grayscale")).containsExactly(77f);
    assertThat(color("rgb")).containsExactly(77f, 77f, 77f);
  }

  /** 1, 4, 9 … 144 in three rows of four. */
  private static final Pixels SQUARES =
      new Pixels(new float[] {1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144}, 3, 4, 1);

  @Test
  void resizesAsKeras() {
    // keras.ops.image.resize(x, size, interpolation, antialias=False) of Keras 3.15.1
    assertThat(SQUARES.bilinear(2, 3).values())
        .usingComparatorWithPrecision(1e-4f)
        .containsExactly(7.8333f, 15.5f, 26.5f, 69.8333f, 93.5f, 120.5f);
    assertThat(SQUARES.bilinear(5, 6).values())
        .usingComparatorWithPrecision(1e-4f)
        .startsWith(1f, 2.5f, 4.8333f, 8.1667f, 12.5f, 16f, 10.6f, 13.7f, 18.1667f, 23.6333f)
        .endsWith(117.5f, 132.5f, 144f);
    assertThat(SQUARES.nearest(2, 3).values()).containsExactly(1, 9, 16, 81, 121, 144);
    assertThat(SQUARES.nearest(5, 6).values())
        .startsWith(1, 4, 4, 9, 16, 16, 1, 4, 4, 9, 16, 16, 25, 36, 36, 49, 64, 64, 81);
  }

  @Test
  void sizeAndInterpolationMatter() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 100);
    ImageIO.write(
        image, "png", Files.createDirectory(folder.resolve("c")).resolve("c.png").toFile());
    assertThat(sized("bilinear")).containsExactly(100f, 75f, 25f, 0f);
    assertThat(sized("nearest")).containsExactly(100f, 100f, 0f, 0f);
  }

  private List<Float> sized(String interpolation) {
    ImageFolder source =
        ImageFolder.of(
            folder,
            o ->
                o.imageSize(1, 4)
                    .classNames("c")
                    .colorMode("grayscale")
                    .interpolation(interpolation));
    return Passes.numbers(Passes.read(source).get(0).x().get(0));
  }

  @Test
  void resizesAsTensorFlow() throws Exception {
    for (String[] line : ImagesTest.lines("resize.tsv")) {
      int height = Integer.parseInt(line[1]);
      int width = Integer.parseInt(line[2]);
      Pixels result =
          switch (line[0]) {
            case "pad" -> TensorResize.padded(SQUARES, height, width, "bilinear");
            case "crop" -> TensorResize.cropped(SQUARES, height, width, "bilinear");
            default -> TensorResize.resize(SQUARES, height, width, line[0]);
          };
      String[] expected = line[3].split(" ");
      assertThat(result.values()).hasSize(expected.length);
      // TensorFlow looks bicubic weights up in a table of 1024
      for (int i = 0; i < expected.length; i++) {
        assertThat(result.values()[i])
            .as(String.join(" ", line[0], line[1], line[2]))
            .isCloseTo(Float.parseFloat(expected[i]), within(1e-3f));
      }
    }
  }

  @Test
  void findsTheFilesInKerasOrder(@TempDir Path other) throws Exception {
    String[] places = {"b", "a", "a/deep", "c"};
    for (int i = 0; i < 23; i++) {
      Path file = other.resolve(places[i % 4]).resolve(i + ".png");
      Files.createDirectories(file.getParent());
      Files.write(file, new byte[] {0});
    }
    for (String[] line : ImagesTest.lines("orders.tsv")) {
      double split = Double.parseDouble(line[2]);
      ImageFolder found =
          ImageFolder.of(
              other,
              o -> {
                o.seed(Long.parseLong(line[0])).shuffle(line[1].equals("True"));
                if (split > 0) {
                  o.validationSplit(split).subset(line[3]);
                }
              });
      assertThat(String.join(" ", found.files().stream().map(this::name).toList()))
          .as(String.join(" ", line))
          .isEqualTo(line[4]);
    }
  }

  @Test
  void bothPartsAreTheTwoParts() {
    List<ImageFolder> both =
        ImageFolder.both(folder, o -> o.seed(7).validationSplit(0.4).imageSize(2, 2));
    assertThat(both.get(0).files()).isEqualTo(images(o -> split(o, "training")).files());
    assertThat(both.get(1).files()).isEqualTo(images(o -> split(o, "validation")).files());
    assertThat(numbers(both.get(1))).as("not shuffled").containsExactly(3, 2);
  }

  @Test
  void leavesOutBrokenImagesAndReportsThemIfAskedTo() throws IOException {
    Files.writeString(folder.resolve("a/broken.png"), "no image");
    Files.write(folder.resolve("b/cut.png"), new byte[] {(byte) 137, 80, 78, 71, 13, 10, 26, 10});
    ImageFolder source = images(o -> o.shuffle(false).skipBroken(true).batchSize(4).workers(2));
    assertThat(numbers(source)).containsExactly(5, 3, 4, 10, 2);
    assertThat(source.skipped()).hasSize(2);
    assertThat(source.skipped().get(0)).contains("broken.png");
    assertThat(source.skipped().get(1)).contains("cut.png");
    assertThat(numbers(source)).hasSize(5);
    assertThat(source.skipped()).as("of the last pass").hasSize(2);
    fails(o -> o.shuffle(false), "(?s).*broken.png.* Set skipBroken\\(true\\) to leave it out.");
  }

  @Test
  void moreOptionsMatter() throws IOException {
    List<Integer> alone = numbers(images(o -> o.seed(1)));
    assertThat(numbers(images(o -> o.seed(1).workers(3)))).isEqualTo(alone);
    assertThat(Passes.targets(images(o -> o.labels(4, 3, 2, 1, 0).shuffle(false))))
        .containsExactly(4f, 3f, 2f, 1f, 0f);
    ImageFolder first = images(o -> o.dataFormat("channels_first").shuffle(false));
    INDArray x = Passes.read(first).get(0).x().get(0);
    assertThat(x.shape()).containsExactly(5, 3, 2, 2);
    assertThat(x.getInt(4, 0, 1, 1)).isEqualTo(2);
    Files.createSymbolicLink(folder.resolve("a/link"), folder.resolve("b"));
    assertThat(images(o -> o.followLinks(true)).files()).hasSize(7);
    fails(o -> o.maxPixels(3), "ImageFolder: an image must not have more than 3 pixels.*");
    fails(
        o -> o.cropToAspectRatio(true).padToAspectRatio(true),
        "ImageFolder: only one of cropToAspectRatio and padToAspectRatio can be true. .*");
    fails(o -> o.labels(1, 2), "ImageFolder: there must be a label for each file. Received: 2 .*");
    fails(
        o -> o.labels(1, 2, 3, 4, 5).classNames("a"),
        "ImageFolder: classNames go with subfolders as classes. Received: labels too. .*");
  }

  private void fails(Consumer<ImageOptions> options, String message) {
    assertThatThrownBy(() -> Passes.read(images(options)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(message);
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    fails(
        o -> o.labelMode("text"),
        "ImageFolder: labelMode must be one of \\[int, categorical, binary, none]. Received: \"text\". Choose one.");
    fails(
        o -> o.colorMode("cmyk"), "ImageFolder: colorMode must be one of .* Received: \"cmyk\".*");
    fails(
        o -> o.interpolation("x"),
        "ImageFolder: interpolation must be one of .* Received: \"x\".*");
    fails(o -> o.subset("test"), "ImageFolder: subset must be one of .* Received: \"test\".*");
    fails(o -> o.imageSize(0, 2), "ImageFolder: imageSize must be at least 1. Received: 0.*");
    fails(
        o -> o.classNames("b", "d"),
        "ImageFolder: classNames must be subfolders. Received: \\[b, d]. Choose among \\[a, b].");
    fails(
        o -> o.labelMode("binary").classNames("b"),
        "ImageFolder: labelMode \"binary\" needs two classes. Received: \\[b]. .*");
    fails(
        o -> o.validationSplit(0.5),
        "ImageFolder: validationSplit and subset belong together. Received: 0.5 and null. Set both, or none.");
    fails(o -> o.validationSplit(1), "ImageFolder: validationSplit must be in \\[0.0, 1.0\\). .*");
    fails(
        o -> o.validationSplit(0.5).subset("training"),
        "ImageFolder: a split of shuffled images needs a seed, the same for both parts. Received: none. .*");
    Files.createDirectory(folder.resolve("d"));
    fails(
        o -> o.classNames("d"),
        "ImageFolder: there must be images in the classes' subfolders. Received: none of .*");
    Files.writeString(folder.resolve("d/broken.png"), "no image");
    fails(
        o -> o.classNames("d"),
        "ImageFolder: a file must hold an image of a known format. Received: \".*broken.png\". Known are .*");
  }
}
