package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.base.RandomStream;
import io.hornbill.data.BatchSource;
import io.hornbill.datasets.ImageFolder;
import io.hornbill.datasets.Images;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.Rescaling;
import io.hornbill.layers.augmentation.RandomFlip;
import io.hornbill.layers.augmentation.RandomRotation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Image classification from scratch: learns from a folder of images, one subfolder per class, which
 * are flipped and turned while another thread reads ahead. Prints the share of images it never saw
 * that it tells right.
 *
 * <pre>
 * --folder pictures    with one subfolder per class; made of rings and crosses if it is not given
 * --epochs 10          how often to go through the data
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class AugmentedImages {
  private static final List<String> NAMES = List.of("folder", "epochs", "seed");
  private static final int SIZE = 32;

  private AugmentedImages() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(AugmentedImages::accuracy, args);
  }

  private static Path made() {
    try {
      Path folder = Files.createTempDirectory("pictures");
      RandomStream random = RandomStream.of(7);
      for (String name : List.of("cross", "ring")) {
        Path sub = Files.createDirectory(folder.resolve(name));
        for (int i = 0; i < 200; i++) {
          Images.save(
              sub.resolve(i + ".png"),
              picture(name.equals("ring"), random),
              false,
              "channels_last");
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static INDArray picture(boolean ring, RandomStream random) {
    float[] pixels = new float[SIZE * SIZE * 3];
    float[] color = {150 + random.nextInt(100), 100 + random.nextInt(150), random.nextInt(250)};
    int radius = 7 + random.nextInt(5);
    int x = radius + random.nextInt(SIZE - 2 * radius);
    int y = radius + random.nextInt(SIZE - 2 * radius);
    for (int i = 0; i < pixels.length; i++) {
      int across = i / 3 % SIZE - x;
      int down = i / 3 / SIZE - y;
      double distance = Math.hypot(across, down);
      boolean line = Math.abs(Math.abs(across) - Math.abs(down)) < 2 && distance < radius;
      pixels[i] = (ring ? Math.abs(distance - radius) < 1.5 : line) ? color[i % 3] : 30;
    }
    return Nd4j.createFromArray(pixels).reshape(SIZE, SIZE, 3);
  }

  private static ImageFolder part(Path folder, String subset, long seed) {
    return ImageFolder.of(
        folder,
        o ->
            o.imageSize(SIZE, SIZE)
                .batchSize(16)
                .validationSplit(0.25)
                .subset(subset)
                .seed(seed)
                .labelMode("binary"));
  }

  /**
   * Trains and tests.
   *
   * @param args see the class' description
   * @return the share of test images that were told right
   */
  static double accuracy(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int epochs = arguments.number("epochs", 10);
    long seed = arguments.number("seed", 42);
    Hornbill.seed(seed);
    String given = arguments.text("folder", "");
    Path folder = given.isEmpty() ? made() : Path.of(given);
    BatchSource train =
        part(folder, "training", seed)
            .map(new RandomFlip("horizontal")::augment, 2, seed)
            .map(new RandomRotation(0.05)::augment, 2, seed + 1);
    try (Sequential model = new Sequential()) {
      model
          .add(new Input(SIZE, SIZE, 3))
          .add(new Rescaling(1 / 255.0))
          .add(new Conv2D(12, 5).strides(2).activation("relu"))
          .add(new Conv2D(24, 3).strides(2).activation("relu"))
          .add(new Flatten())
          .add(new Dense(32).activation("relu"))
          .add(new Dense(1).activation("sigmoid"));
      model.compile("adam", "binary_crossentropy", "accuracy");
      model.optimizer().learningRate(0.003);
      model.fit(train, f -> f.epochs(epochs).verbose(2));
      var scores = model.evaluate(part(folder, "validation", seed), e -> e.verbose(0));
      double accuracy = scores.getOrDefault("accuracy", 0.0);
      return Program.result("Test accuracy", accuracy);
    }
  }
}
