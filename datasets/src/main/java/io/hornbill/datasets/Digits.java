package io.hornbill.datasets;

import io.hornbill.base.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The handwritten digits that come with the library: 1,797 images of 8 × 8 pixels, from 0 (white)
 * to 16 (black). Small enough to learn in seconds.
 *
 * <p>E. Alpaydin and C. Kaynak, <i>Optical Recognition of Handwritten Digits</i>, UCI Machine
 * Learning Repository, 1998, <a href="https://doi.org/10.24432/C50P49">doi:10.24432/C50P49</a>,
 * licensed under CC BY 4.0.
 *
 * <pre>{@code
 * TrainTest<INDArray> data = Digits.loadData();
 * data.train().x();   // [1437, 8, 8]
 * data.train().y();   // [1437], digits from 0 to 9
 * }</pre>
 */
public final class Digits {

  private static final int PIXELS = 64;

  private Digits() {}

  /**
   * Reads the digits, shuffled with seed 113.
   *
   * @return 1,437 examples to learn from and 360 to test with
   */
  public static TrainTest<INDArray> loadData() {
    return loadData(options -> {});
  }

  /**
   * Reads the digits.
   *
   * @param settings sets the options
   * @return the examples in two parts
   */
  public static TrainTest<INDArray> loadData(Consumer<SplitOptions> settings) {
    SplitOptions options = new SplitOptions("Digits");
    settings.accept(options);
    List<String> lines = lines();
    float[] x = new float[lines.size() * PIXELS];
    float[] y = new float[lines.size()];
    for (int row = 0; row < y.length; row++) {
      String[] fields = lines.get(row).split(",", -1);
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        x[row * PIXELS + pixel] = Integer.parseInt(fields[pixel]);
      }
      y[row] = Integer.parseInt(fields[PIXELS]);
    }
    return Tables.split(x, new long[] {8, 8}, y, options.testSplit(), options.seed());
  }

  private static List<String> lines() {
    try (InputStream in =
            Objects.requireNonNull(Digits.class.getResourceAsStream("digits.csv.gz"));
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.US_ASCII))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw Fault.of("Digits")
          .expected("the library's own file must be readable")
          .received(e)
          .remedy("Check the jar hornbill-datasets.")
          .as(UncheckedIOException::new, e);
    }
  }
}
