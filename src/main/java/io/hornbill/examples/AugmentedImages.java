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
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
          Images.save(sub.resolve(i + ".png"), picture(name.equals("ring"), random));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage picture(boolean ring, RandomStream random) {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(new Color(random.nextInt(60), random.nextInt(60), random.nextInt(60)));
    g.fillRect(0, 0, SIZE, SIZE);
    g.setColor(Color.getHSBColor(random.nextFloat(), 0.6f, 1));
    g.setStroke(new BasicStroke(3));
    int size = 14 + random.nextInt(10);
    int x = random.nextInt(SIZE - size);
    int y = random.nextInt(SIZE - size);
    if (ring) {
      g.drawOval(x, y, size, size);
    } else {
      g.drawLine(x, y, x + size, y + size);
      g.drawLine(x, y + size, x + size, y);
    }
    g.dispose();
    return image;
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
