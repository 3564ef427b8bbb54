package io.hornbill.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import io.hornbill.datasets.CsvFile;
import io.hornbill.datasets.ImageFolder;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.Rescaling;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** The Java of the guide to data that does not fit in memory. */
class LargeDataTest {
  @TempDir private Path folder;

  private static Sequential model() {
    Hornbill.seed(3);
    var model = new Sequential(new Input(4), new Dense(1));
    model.compile("adam", "mse");
    return model;
  }

  @Test
  void endless() {
    var model = model();
    // region endless
    BatchSource sums =
        BatchSource.of(
            () ->
                Stream.generate(
                        () -> {
                          var x = Nd4j.rand(32, 4); // read it from wherever it comes
                          return new Batch(x, x.sum(true, 1));
                        })
                    .iterator());
    model.fit(sums, f -> f.epochs(2).stepsPerEpoch(100).prefetch(4).verbose(0));
    // endregion
    assertThat(model.iterations()).isEqualTo(200);
  }

  @Test
  void files() throws Exception {
    Path csv = folder.resolve("flowers.csv");
    Files.writeString(csv, "a,b,c,d,species\n1,2,3,4,setosa\n2,3,4,5,virginica\n");
    Path photos = folder.resolve("photos");
    for (String kind : new String[] {"cat", "dog"}) {
      Path file = Files.createDirectories(photos.resolve(kind)).resolve("1.png");
      ImageIO.write(new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    }
    // region files
    BatchSource table =
        CsvFile.of(csv, o -> o.label("species").classes("setosa", "virginica").batchSize(64));
    BatchSource images = // a subfolder for each class
        ImageFolder.of(photos, o -> o.imageSize(16, 16).batchSize(16).skipBroken(true));

    var flowers = new Sequential(new Input(4), new Dense(2).activation("softmax"));
    flowers.compile("adam", "sparse_categorical_crossentropy");
    flowers.fit(table, f -> f.epochs(2).verbose(0));

    var pets =
        new Sequential(
            new Input(16, 16, 3),
            new Rescaling(1 / 255.0),
            new Conv2D(4, 3, 3),
            new Flatten(),
            new Dense(2).activation("softmax"));
    pets.compile("adam", "sparse_categorical_crossentropy");
    pets.fit(images, f -> f.epochs(2).verbose(0));
    // endregion
    assertThat(flowers.iterations()).isEqualTo(2);
    assertThat(pets.iterations()).isEqualTo(2);
  }

  @Test
  void changed() {
    var model = model();
    BatchSource source =
        BatchSource.of(
            () ->
                Stream.generate(() -> new Batch(Nd4j.rand(8, 4), Nd4j.rand(8, 1)))
                    .limit(10)
                    .iterator());
    // region changed
    BatchSource changed =
        source
            .map(batch -> new Batch(batch.x().get(0).mul(2), batch.y().get(0)), 2) // on two threads
            .shuffle(4, 42) // among four batches, the same way for the same seed
            .prefetch(2);
    model.fit(changed, f -> f.epochs(3).verbose(0));
    // endregion
    assertThat(model.iterations()).isEqualTo(30);
  }
}
