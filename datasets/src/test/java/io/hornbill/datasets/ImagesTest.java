package io.hornbill.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.files.ModelFormatException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Pictures against what Keras and Pillow make of them, bit by bit where the format is lossless. */
class ImagesTest {
  @TempDir Path folder;

  static Path file(String name) throws Exception {
    return Path.of(ImagesTest.class.getResource("images/" + name).toURI());
  }

  static List<String[]> lines(String name) throws Exception {
    try (InputStream in = ImagesTest.class.getResourceAsStream("images/" + name)) {
      return new String(in.readAllBytes(), UTF_8).lines().map(line -> line.split("\t")).toList();
    }
  }

  static String sha1(INDArray array) throws Exception {
    return sha1(array.dup('c').data().asFloat());
  }

  static String sha1(float[] values) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes.array()));
  }

  /** Reads a file as a line of values.tsv says. */
  static BufferedImage load(Path file, String[] call) {
    return Images.load(
        file,
        o -> {
          o.colorMode(call[1]).interpolation(call[4]);
          o.keepAspectRatio(call[5].equals("True"));
          if (!call[2].equals("0")) {
            o.size(Integer.parseInt(call[2]), Integer.parseInt(call[3]));
          }
        });
  }

  @Test
  void readsAndResizesEveryKindAsKerasDoes() throws Exception {
    List<String[]> calls = lines("values.tsv");
    assertThat(calls).hasSizeGreaterThan(200);
    StringBuilder wrong = new StringBuilder();
    for (String[] call : calls) {
      INDArray array = Images.toArray(load(file(call[0]), call));
      String shape = Arrays.toString(array.shape()).replaceAll("[\\[\\] ]", "").replace(',', 'x');
      if (!shape.equals(call[6]) || !sha1(array).equals(call[7])) {
        wrong.append(String.join(" ", call)).append(": ").append(shape).append('\n');
      }
    }
    assertThat(wrong.toString()).isEmpty();
  }

  @Test
  void readsJpegsOfFourInksAsPillowDoes() throws Exception {
    List<String[]> calls = lines("cmyk.tsv");
    assertThat(calls).hasSize(9);
    for (String[] call : calls) {
      INDArray array = Images.toArray(Images.load(file(call[0]), o -> o.colorMode(call[1])));
      assertThat(sha1(array)).as(String.join(" ", call)).isEqualTo(call[3]);
    }
  }

  @Test
  void turnsPhotographsUprightIfAskedTo() throws Exception {
    for (String[] line : lines("oriented.tsv")) {
      INDArray array = Images.toArray(Images.load(file(line[0]), o -> o.exifOrientation(true)));
      assertThat(sha1(array)).as(line[0]).isEqualTo(line[1]);
    }
    assertThat(Images.load(file("exif6.png")).getWidth()).as("as Keras").isEqualTo(7);
    assertThat(Images.load(file("exif6.jpg")).getWidth()).isEqualTo(37);
    assertThat(Images.load(file("exif6.jpg"), o -> o.exifOrientation(true)).getWidth())
        .isEqualTo(29);
  }

  @Test
  void cutsDeepBrightnessToItsUpperBitsForColors() throws Exception {
    INDArray deep = Images.toArray(Images.load(file("gray16.png"), o -> o.colorMode("grayscale")));
    INDArray colors = Images.toArray(Images.load(file("gray16.png")));
    assertThat(deep.maxNumber().intValue()).isGreaterThan(50_000);
    for (int i = 0; i < 3; i++) {
      assertThat(colors.getInt(3, 4, i)).isEqualTo(deep.getInt(3, 4, 0) / 256);
    }
  }

  @Test
  void readsFilesStreamsBytesAndPictures() throws Exception {
    byte[] content = Files.readAllBytes(file("rgb.png"));
    INDArray expected = Images.toArray(Images.load(file("rgb.png"), 7, 9));
    assertThat(Images.toArray(Images.load(content, o -> o.size(7, 9)))).isEqualTo(expected);
    InputStream in = new ByteArrayInputStream(content);
    assertThat(Images.toArray(Images.load(in, o -> o.size(7, 9)))).isEqualTo(expected);
    BufferedImage whole = Images.load(file("rgb.png"));
    assertThat(Images.toArray(Images.load(whole, o -> o.size(7, 9)))).isEqualTo(expected);
    BufferedImage other = new BufferedImage(37, 29, BufferedImage.TYPE_INT_ARGB);
    other.createGraphics().drawImage(whole, 0, 0, null);
    assertThat(Images.toArray(Images.load(other, o -> o.size(7, 9)))).isEqualTo(expected);
    assertThat(Images.toArray(Images.load(other, o -> o.colorMode("rgba"))).getInt(1, 1, 3))
        .isEqualTo(255);
  }

  @Test
  void putsChannelsWhereTheyAreAskedFor() throws Exception {
    BufferedImage image = Images.load(file("rgb.png"));
    INDArray last = Images.toArray(image);
    INDArray first = Images.toArray(image, "channels_first");
    assertThat(first.shape()).containsExactly(3, 29, 37);
    assertThat(first).isEqualTo(last.permute(2, 0, 1).dup('c'));
    assertThat(Images.toArray(Images.fromArray(first, false, "channels_first"))).isEqualTo(last);
  }

  @Test
  void makesArraysPicturesAndFiles() throws Exception {
    INDArray array = Images.toArray(Images.load(file("rgb.png")));
    for (String name : List.of("a.png", "a.bmp")) {
      Images.save(folder.resolve(name), array, false, "channels_last");
      assertThat(Images.toArray(Images.load(folder.resolve(name)))).isEqualTo(array);
    }
    Images.save(folder.resolve("a.jpg"), array, false, "channels_last");
    INDArray lossy = Images.toArray(Images.load(folder.resolve("a.jpg")));
    assertThat(lossy.sub(array).norm1Number().doubleValue() / array.length()).isLessThan(25);
    INDArray rgba = Images.toArray(Images.load(file("rgba.png"), o -> o.colorMode("rgba")));
    Images.save(folder.resolve("b.png"), rgba, false, "channels_last");
    assertThat(Images.toArray(Images.load(folder.resolve("b.png"), o -> o.colorMode("rgba"))))
        .isEqualTo(rgba);
    Images.save(folder.resolve("b.jpeg"), rgba);
    assertThat(Images.load(folder.resolve("b.jpeg")).getHeight()).isEqualTo(29);
    INDArray deep = Images.toArray(Images.load(file("gray16.png"), o -> o.colorMode("grayscale")));
    Images.save(folder.resolve("c.png"), deep, false, "channels_last");
    assertThat(Images.toArray(Images.load(folder.resolve("c.png"), o -> o.colorMode("grayscale"))))
        .isEqualTo(deep);
  }

  @Test
  void spreadsNumbersFromBlackToWhite() {
    INDArray array = Nd4j.createFromArray(-1f, 0f, 1f, 3f).reshape(2, 2, 1);
    // keras.utils.array_to_img(x) of Keras 3.15.1
    assertThat(Images.toArray(Images.fromArray(array)).data().asFloat())
        .containsExactly(0, 63, 127, 255);
    assertThat(Images.toArray(Images.fromArray(array, false, "channels_last")).data().asFloat())
        .containsExactly(0, 0, 1, 3);
  }

  @Test
  void refusesLargePicturesBeforeDecodingThem() throws Exception {
    byte[] png = Files.readAllBytes(file("gray.png"));
    ByteBuffer.wrap(png).putInt(16, 100_000).putInt(20, 100_000);
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    assertThatThrownBy(() -> Images.load(png, o -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Images: an image must not have more than 178956970 pixels. Received: 100000 × 100000 in \"memory\". Raise maxPixels if it is meant to be so large.");
    assertThatThrownBy(() -> Images.load(file("gray.png"), o -> o.maxPixels(1000)))
        .hasMessageContaining("more than 1000 pixels. Received: 37 × 29 in");
  }

  @Test
  void saysWhichFileIsDamaged() throws Exception {
    for (String name : List.of("rgb.png", "palette.gif", "rgb.bmp", "rgb.webp", "exif6.jpg")) {
      byte[] whole = Files.readAllBytes(file(name));
      Path cut = Files.write(folder.resolve(name), Arrays.copyOf(whole, 40));
      assertThatThrownBy(() -> Images.load(cut))
          .as(name)
          .isInstanceOfAny(ModelFormatException.class, IllegalArgumentException.class)
          .hasMessageContaining(name);
    }
    Path text = Files.writeString(folder.resolve("text.png"), "no image");
    assertThatThrownBy(() -> Images.load(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Images: a file must hold an image of a known format. Received: ");
    assertThatThrownBy(() -> Images.load(folder.resolve("none.png")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("Images: the file must be readable. Received: ");
  }

  @Test
  void saysWhatIsWrong() {
    INDArray pair = Nd4j.ones(2, 2, 2);
    assertThatThrownBy(() -> Images.fromArray(pair))
        .hasMessage(
            "Images: an array must have 1, 3 or 4 channels. Received: 2. Check where its channels are.");
    assertThatThrownBy(() -> Images.fromArray(Nd4j.ones(2, 2)))
        .hasMessageStartingWith(
            "Images: an array must be [height, width, channels]. Received: rank 2");
    assertThatThrownBy(() -> Images.load(new byte[0], o -> o.interpolation("cubic")))
        .hasMessageStartingWith("Images: interpolation must be one of [nearest, bilinear,");
    assertThatThrownBy(() -> Images.load(new byte[0], o -> o.colorMode("cmyk")))
        .hasMessageStartingWith("Images: colorMode must be one of [rgb, rgba, grayscale].");
    assertThatThrownBy(() -> Images.load(new byte[0], o -> o.size(0, 3)))
        .hasMessageStartingWith("Images: size must be at least 1. Received: 0");
    assertThatThrownBy(() -> Images.save(folder.resolve("a.tiff2"), Nd4j.ones(2, 2, 3)))
        .hasMessageStartingWith("Images: the ending must be .png, .jpg, .bmp or .gif.");
  }

  /** A picture of two pixels on a screen of 4 × 3, as Pillow 13.0.0 reads it. */
  @Test
  void theFirstPictureOfAGifLiesOnItsScreen() {
    String start = "474946383961040003008100000a141ec8000000960000005a";
    String picture = "2c01000100020001000002028c0a003b";
    float[] plain = new float[36];
    float[] seeThrough = new float[48];
    for (int i = 0; i < 12; i++) {
      System.arraycopy(new float[] {10, 20, 30}, 0, plain, 3 * i, 3);
      System.arraycopy(new float[] {0, 0, 90, 0}, 0, seeThrough, 4 * i, 4);
    }
    System.arraycopy(new float[] {200, 0, 0, 0, 150, 0}, 0, plain, 15, 6);
    System.arraycopy(new float[] {200, 0, 0, 255, 0, 150, 0, 255}, 0, seeThrough, 20, 8);

    byte[] file = HexFormat.of().parseHex(start + picture);
    INDArray rgb = Images.toArray(Images.load(file, o -> o.colorMode("rgb")));
    assertThat(rgb.shape()).containsExactly(3, 4, 3);
    assertThat(rgb.dup('c').data().asFloat()).containsExactly(plain);

    byte[] withHole = HexFormat.of().parseHex(start + "21f9040100000300" + picture);
    INDArray rgba = Images.toArray(Images.load(withHole, o -> o.colorMode("rgba")));
    assertThat(rgba.dup('c').data().asFloat()).containsExactly(seeThrough);

    file[6] = 2; // a screen that is too small
    file[8] = 1;
    INDArray larger = Images.toArray(Images.load(file, o -> o.colorMode("rgb")));
    assertThat(larger.shape()).containsExactly(2, 3, 3);

    file[6] = -1;
    file[7] = -1;
    file[8] = -1;
    file[9] = -1;
    assertThatThrownBy(() -> Images.load(file, o -> o.maxPixels(1000)))
        .hasMessageContaining("Received: 65535 × 65535 in");
  }
}
