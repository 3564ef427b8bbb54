package io.hornbill.datasets;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import io.hornbill.files.internal.KerasConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Keras' {@code ImageDataGenerator}: pictures that are turned, shifted, slanted, zoomed, flipped
 * and recoloured at random, and then brought to a common scale.
 *
 * <pre>{@code
 * ImageDataGenerator generator = new ImageDataGenerator()
 *     .rotationRange(20).widthShiftRange(0.2).horizontalFlip(true).rescale(1 / 255.0);
 * model.fit(generator.flow(x, y, f -> f.batchSize(32)), f -> f.epochs(10));
 * model.fit(generator.flowFromDirectory(folder, o -> o.imageSize(150, 150).labelMode("categorical")));
 * }</pre>
 */
public final class ImageDataGenerator {
  private static final Set<String> FILL_MODES = Set.of("nearest", "constant", "reflect", "wrap");

  private static final List<String> SUFFIXES =
      List.of(".png", ".jpg", ".jpeg", ".bmp", ".ppm", ".tif", ".tiff");

  private boolean featurewiseCenter;
  private boolean samplewiseCenter;
  private boolean featurewiseStdNormalization;
  private boolean samplewiseStdNormalization;
  private boolean zcaWhitening;
  private double zcaEpsilon = 1e-6;
  private double rotationRange;
  private double[] widthShiftRange = {};
  private double[] heightShiftRange = {};
  private double[] brightnessRange = {};
  private double shearRange;
  private double[] zoomRange = {1, 1};
  private double channelShiftRange;
  private String fillMode = "nearest";
  private double cval;
  private boolean horizontalFlip;
  private boolean verticalFlip;
  private double rescale;
  private UnaryOperator<INDArray> preprocessingFunction = image -> image;
  private boolean channelsFirst = KerasConfig.imageDataFormat().equals(KerasConfig.CHANNELS_FIRST);
  private double validationSplit;
  private int interpolationOrder = 1;
  private double[] mean = {};
  private double[] deviation = {};
  private double[][] whitening = {};

  /** Makes a generator that changes nothing. */
  public ImageDataGenerator() {}

  /**
   * Sets whether the mean of each channel of the data is taken away.
   *
   * @param featurewiseCenter needs {@link #fit}; true with deviations or whitening, as in Keras
   */
  public ImageDataGenerator featurewiseCenter(boolean featurewiseCenter) {
    this.featurewiseCenter = featurewiseCenter || featurewiseStdNormalization || zcaWhitening;
    return this;
  }

  /**
   * Sets whether the mean of each picture is taken away.
   *
   * @param samplewiseCenter false by default; true with deviations, as in Keras
   */
  public ImageDataGenerator samplewiseCenter(boolean samplewiseCenter) {
    this.samplewiseCenter = samplewiseCenter || samplewiseStdNormalization;
    return this;
  }

  /**
   * Sets whether pictures are divided by the deviation of each channel of the data, which whitening
   * takes the place of.
   *
   * @param featurewiseStdNormalization needs {@link #fit}
   */
  public ImageDataGenerator featurewiseStdNormalization(boolean featurewiseStdNormalization) {
    this.featurewiseStdNormalization = featurewiseStdNormalization;
    featurewiseCenter |= featurewiseStdNormalization;
    return this;
  }

  /**
   * Sets whether each picture is divided by its deviation.
   *
   * @param samplewiseStdNormalization false by default
   */
  public ImageDataGenerator samplewiseStdNormalization(boolean samplewiseStdNormalization) {
    this.samplewiseStdNormalization = samplewiseStdNormalization;
    samplewiseCenter |= samplewiseStdNormalization;
    return this;
  }

  /**
   * Sets whether what pixels have in common is taken away.
   *
   * @param zcaWhitening needs {@link #fit}
   */
  public ImageDataGenerator zcaWhitening(boolean zcaWhitening) {
    this.zcaWhitening = zcaWhitening;
    featurewiseCenter |= zcaWhitening;
    return this;
  }

  /**
   * Sets what keeps whitening from dividing by 0.
   *
   * @param zcaEpsilon 1e-6 by default
   */
  public ImageDataGenerator zcaEpsilon(double zcaEpsilon) {
    this.zcaEpsilon = zcaEpsilon;
    return this;
  }

  /**
   * Sets the greatest rotation to both sides.
   *
   * @param rotationRange in degrees
   */
  public ImageDataGenerator rotationRange(double rotationRange) {
    this.rotationRange = rotationRange;
    return this;
  }

  /**
   * Sets the shift to the left and right.
   *
   * @param widthShiftRange the greatest share of the width if below 1, else of pixels; or several
   *     shifts to choose from
   */
  public ImageDataGenerator widthShiftRange(double... widthShiftRange) {
    this.widthShiftRange = widthShiftRange.clone();
    return this;
  }

  /**
   * Sets the shift up and down.
   *
   * @param heightShiftRange the greatest share of the height if below 1, else of pixels; or several
   *     shifts to choose from
   */
  public ImageDataGenerator heightShiftRange(double... heightShiftRange) {
    this.heightShiftRange = heightShiftRange.clone();
    return this;
  }

  /**
   * Sets the factor of the brightness.
   *
   * @param brightnessRange the least and the greatest one
   */
  public ImageDataGenerator brightnessRange(double... brightnessRange) {
    this.brightnessRange = brightnessRange.clone();
    return this;
  }

  /**
   * Sets the greatest slant to both sides.
   *
   * @param shearRange in degrees
   */
  public ImageDataGenerator shearRange(double shearRange) {
    this.shearRange = shearRange;
    return this;
  }

  /**
   * Sets what is added to all channels.
   *
   * @param channelShiftRange the greatest value to both sides
   */
  public ImageDataGenerator channelShiftRange(double channelShiftRange) {
    this.channelShiftRange = channelShiftRange;
    return this;
  }

  /**
   * Sets the value beyond the edges, for the fill mode {@code "constant"}.
   *
   * @param cval a pixel's value
   */
  public ImageDataGenerator cval(double cval) {
    this.cval = cval;
    return this;
  }

  /**
   * Sets whether half of the pictures are flipped left and right.
   *
   * @param horizontalFlip false by default
   */
  public ImageDataGenerator horizontalFlip(boolean horizontalFlip) {
    this.horizontalFlip = horizontalFlip;
    return this;
  }

  /**
   * Sets whether half of the pictures are flipped up and down.
   *
   * @param verticalFlip false by default
   */
  public ImageDataGenerator verticalFlip(boolean verticalFlip) {
    this.verticalFlip = verticalFlip;
    return this;
  }

  /**
   * Sets what pixels are multiplied by.
   *
   * @param rescale 0 for nothing
   */
  public ImageDataGenerator rescale(double rescale) {
    this.rescale = rescale;
    return this;
  }

  /**
   * Sets the zoom.
   *
   * @param zoomRange one number z for factors of 1 - z to 1 + z, or the least and the greatest one;
   *     more than 1 shows more
   * @throws IllegalArgumentException if there are not one or two numbers
   */
  public ImageDataGenerator zoomRange(double... zoomRange) {
    if (zoomRange.length != 1 && zoomRange.length != 2) {
      throw Fault.of("ImageDataGenerator")
          .expected("zoomRange must be one or two numbers")
          .received(Arrays.toString(zoomRange))
          .remedy("Give the greatest change, or the least and the greatest factor.")
          .argument();
    }
    this.zoomRange =
        zoomRange.length == 1
            ? new double[] {1 - zoomRange[0], 1 + zoomRange[0]}
            : zoomRange.clone();
    return this;
  }

  /**
   * Sets what lies beyond the edges.
   *
   * @param fillMode {@code "nearest"}, {@code "constant"}, {@code "reflect"} or {@code "wrap"}
   * @throws IllegalArgumentException if it is none of these
   */
  public ImageDataGenerator fillMode(String fillMode) {
    if (!FILL_MODES.contains(fillMode)) {
      throw Fault.of("ImageDataGenerator")
          .expected("fillMode must be one of %s", FILL_MODES.stream().sorted().toList())
          .received("\"%s\"", fillMode)
          .remedy("Choose one.")
          .argument();
    }
    this.fillMode = fillMode;
    return this;
  }

  /**
   * Sets a function of each picture, called before it is brought to scale.
   *
   * @param function is given {@code [height, width, channels]} and gives as much back
   */
  public ImageDataGenerator preprocessingFunction(UnaryOperator<INDArray> function) {
    this.preprocessingFunction = function;
    return this;
  }

  /**
   * Sets where the channels are.
   *
   * @param dataFormat {@code "channels_last"} or {@code "channels_first"}
   */
  public ImageDataGenerator dataFormat(String dataFormat) {
    channelsFirst =
        KerasConfig.dataFormat("ImageDataGenerator", dataFormat).equals(KerasConfig.CHANNELS_FIRST);
    return this;
  }

  /**
   * Sets the share of the data that validates.
   *
   * @param validationSplit in {@code [0, 1)}
   */
  public ImageDataGenerator validationSplit(double validationSplit) {
    this.validationSplit =
        Checks.inRange("ImageDataGenerator", "validationSplit", validationSplit, 0, 1);
    return this;
  }

  /**
   * Sets the interpolation between pixels.
   *
   * @param order 0 for the nearest pixel, 1 for straight lines between pixels, 2 to 5 for splines
   *     of that degree, as SciPy computes them
   * @throws IllegalArgumentException if it is not in 0 to 5
   */
  public ImageDataGenerator interpolationOrder(int order) {
    if (order < 0 || order > 5) {
      throw Fault.of("ImageDataGenerator")
          .expected("interpolationOrder must be in 0 to 5")
          .received(order)
          .remedy("Choose one.")
          .argument();
    }
    interpolationOrder = order;
    return this;
  }

  // Changes.

  /**
   * Draws how a picture is changed.
   *
   * @param height the height in pixels
   * @param width the width in pixels
   * @param random what is drawn comes from it
   * @return the change
   */
  public ImageTransform getRandomTransform(int height, int width, RandomStream random) {
    double theta = even(random, rotationRange);
    double tx = shift(random, heightShiftRange, height);
    double ty = shift(random, widthShiftRange, width);
    double shear = even(random, shearRange);
    double zx = zoom(random);
    double zy = zoom(random);
    boolean across = random.nextDouble() < 0.5 && horizontalFlip;
    boolean down = random.nextDouble() < 0.5 && verticalFlip;
    double channels = even(random, channelShiftRange);
    double brightness =
        brightnessRange.length == 0
            ? Double.NaN
            : brightnessRange[0] + random.nextDouble() * (brightnessRange[1] - brightnessRange[0]);
    return new ImageTransform(theta, tx, ty, shear, zx, zy, across, down, channels, brightness);
  }

  private static double even(RandomStream random, double range) {
    return range == 0 ? 0 : (2 * random.nextDouble() - 1) * range;
  }

  private static double shift(RandomStream random, double[] range, int length) {
    if (range.length == 0) {
      return 0;
    }
    if (range.length > 1) {
      return range[random.nextInt(range.length)] * (random.nextDouble() < 0.5 ? -1 : 1);
    }
    return even(random, range[0]) * (range[0] < 1 ? length : 1);
  }

  private double zoom(RandomStream random) {
    return zoomRange[0] == zoomRange[1]
        ? zoomRange[0]
        : zoomRange[0] + random.nextDouble() * (zoomRange[1] - zoomRange[0]);
  }

  /**
   * Changes a picture.
   *
   * @param image {@code [height, width, channels]}, or channels first
   * @param transform the change
   * @return a new picture
   * @throws IllegalArgumentException if there are not 3 axes
   */
  public INDArray applyTransform(INDArray image, ImageTransform transform) {
    if (image.rank() != 3) {
      throw Fault.of("ImageDataGenerator")
          .expected("a picture must have 3 axes")
          .received("shape %s", Arrays.toString(image.shape()))
          .remedy("Pass [height, width, channels].")
          .argument();
    }
    INDArray last =
        (channelsFirst ? image.permute(1, 2, 0) : image).castTo(DataType.FLOAT).dup('c');
    int height = (int) last.size(0);
    int width = (int) last.size(1);
    int channels = (int) last.size(2);
    float[] pixels = last.data().asFloat();
    if (transform.isAffine()) {
      pixels = warped(pixels, height, width, channels, transform.matrix(height, width));
    }
    Recolor.shift(pixels, transform.channelShift());
    pixels = Recolor.flip(pixels, height, width, channels, transform);
    if (!Double.isNaN(transform.brightness())) {
      Recolor.brighten(pixels, channels, transform.brightness());
    }
    INDArray out = Nd4j.createFromArray(pixels).reshape('c', height, width, channels);
    return channelsFirst ? out.permute(2, 0, 1).dup('c') : out;
  }

  private float[] warped(float[] pixels, int height, int width, int channels, double[] matrix) {
    return interpolationOrder > 1
        ? new SplineWarp(fillMode, (float) cval, interpolationOrder)
            .affine(pixels, height, width, channels, matrix)
        : new Warp(fillMode, (float) cval, interpolationOrder == 1)
            .affine(pixels, height, width, channels, matrix);
  }

  /**
   * Changes a picture at random.
   *
   * @param image {@code [height, width, channels]}, or channels first
   * @param random what is drawn comes from it
   * @return a new picture
   */
  public INDArray randomTransform(INDArray image, RandomStream random) {
    long height = image.size(channelsFirst ? 1 : 0);
    long width = image.size(channelsFirst ? 2 : 1);
    return applyTransform(image, getRandomTransform((int) height, (int) width, random));
  }

  // Scale.

  /**
   * Learns mean, deviation and what pixels have in common.
   *
   * @param x {@code [pictures, height, width, channels]}, or channels first
   * @throws IllegalArgumentException if there are not 4 axes
   */
  public void fit(INDArray x) {
    fit(x, false, 1, 0);
  }

  /**
   * Learns mean, deviation and what pixels have in common.
   *
   * @param x {@code [pictures, height, width, channels]}, or channels first
   * @param augment whether to learn from pictures that are changed at random
   * @param rounds how often each picture is changed then
   * @param seed what is drawn follows from it
   * @throws IllegalArgumentException if there are not 4 axes
   */
  public void fit(INDArray x, boolean augment, int rounds, long seed) {
    if (x.rank() != 4) {
      throw Fault.of("ImageDataGenerator")
          .expected("x must have 4 axes")
          .received("shape %s", Arrays.toString(x.shape()))
          .remedy("Pass [pictures, height, width, channels].")
          .argument();
    }
    RandomStream random = RandomStream.of(seed);
    int count = (int) x.size(0) * (augment ? Checks.positive("fit", "rounds", rounds) : 1);
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) {
      INDArray image = x.slice(i % x.size(0)).castTo(DataType.FLOAT);
      image = rescale == 0 ? image : image.mul(rescale);
      rows[i] =
          (augment ? randomTransform(image, random) : image)
              .castTo(DataType.DOUBLE)
              .dup('c')
              .data()
              .asDouble();
    }
    int channels = (int) x.size(channelsFirst ? 1 : 3);
    mean =
        featurewiseCenter ? FeatureStatistics.center(rows, channels, channelsFirst) : new double[0];
    deviation =
        dividesByDeviation()
            ? FeatureStatistics.normalize(rows, channels, channelsFirst)
            : new double[0];
    whitening = zcaWhitening ? Whitening.matrix(rows, zcaEpsilon) : new double[0][];
  }

  private boolean dividesByDeviation() {
    return featurewiseStdNormalization && !zcaWhitening;
  }

  /**
   * Brings a picture to scale.
   *
   * @param image {@code [height, width, channels]}, or channels first
   * @return a new picture
   * @throws IllegalStateException if it needs statistics, and {@link #fit} was not called
   */
  public INDArray standardize(INDArray image) {
    checkStatistics();
    INDArray given = preprocessingFunction.apply(image.castTo(DataType.FLOAT).dup('c'));
    if (given == null || !Arrays.equals(given.shape(), image.shape())) {
      throw Fault.of("ImageDataGenerator")
          .expected("preprocessingFunction must give a picture of the same shape")
          .received(
              "%s for %s",
              given == null ? "null" : Arrays.toString(given.shape()),
              Arrays.toString(image.shape()))
          .remedy("Resize by imageSize.")
          .argument();
    }
    double[] pixels = given.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    if (rescale != 0) {
      FeatureStatistics.scale(pixels, rescale);
    }
    if (samplewiseCenter) {
      FeatureStatistics.add(pixels, -FeatureStatistics.mean(pixels));
    }
    if (samplewiseStdNormalization) {
      FeatureStatistics.scale(pixels, 1 / (FeatureStatistics.deviation(pixels) + 1e-6));
    }
    int plane = pixels.length / (int) image.size(channelsFirst ? 0 : 2);
    for (int i = 0; i < pixels.length; i++) {
      int channel = channelsFirst ? i / plane : i % (pixels.length / plane);
      pixels[i] -= mean.length == 0 ? 0 : mean[channel];
      pixels[i] /= deviation.length == 0 ? 1 : deviation[channel] + 1e-6;
    }
    double[] white = whitening.length == 0 ? pixels : FeatureStatistics.times(pixels, whitening);
    return Nd4j.createFromArray(white).castTo(DataType.FLOAT).reshape('c', image.shape());
  }

  /** Checks that {@link #fit} was called if it must be. */
  void checkStatistics() {
    boolean missing =
        (featurewiseCenter && mean.length == 0)
            || (dividesByDeviation() && deviation.length == 0)
            || (zcaWhitening && whitening.length == 0);
    if (missing) {
      throw Fault.of("ImageDataGenerator")
          .expected("statistics of the data must be known")
          .received("none")
          .remedy("Call fit(x) first.")
          .state();
    }
  }

  // Batches.

  /**
   * Makes batches of changed pictures; an endless number of other ones, one pass per epoch.
   *
   * @param x {@code [pictures, height, width, channels]}, or channels first
   * @param y the targets, {@code [pictures, ...]}
   * @param options sets the batch size and more
   * @return the source
   */
  public BatchSource flow(INDArray x, INDArray y, Consumer<FlowOptions> options) {
    if (x.rank() != 4 || y.rank() <= 0 || y.size(0) != x.size(0)) {
      throw Fault.of("ImageDataGenerator")
          .expected("x must be pictures of 4 axes, and y have as many rows")
          .received("%s and %s", Arrays.toString(x.shape()), Arrays.toString(y.shape()))
          .remedy("Reshape them.")
          .argument();
    }
    return flowOf(x, y, options);
  }

  /**
   * Makes batches of changed pictures without targets, to predict from.
   *
   * @param x {@code [pictures, height, width, channels]}, or channels first
   * @param options sets the batch size and more
   * @return the source
   */
  public BatchSource flow(INDArray x, Consumer<FlowOptions> options) {
    if (x.rank() != 4) {
      throw Fault.of("ImageDataGenerator")
          .expected("x must be pictures of 4 axes")
          .received(Arrays.toString(x.shape()))
          .remedy("Reshape them.")
          .argument();
    }
    return flowOf(x, null, options);
  }

  private BatchSource flowOf(INDArray x, @Nullable INDArray y, Consumer<FlowOptions> options) {
    FlowOptions chosen = new FlowOptions();
    options.accept(chosen);
    int rows = (int) x.size(0);
    int split = (int) (rows * validationSplit);
    int from = chosen.subset().equals("training") ? split : 0;
    int to = chosen.subset().equals("validation") ? split : rows;
    if (from >= to) {
      throw Fault.of("ImageDataGenerator")
          .expected("a subset must have pictures")
          .received(
              "\"%s\" of %s pictures with validationSplit %s",
              chosen.subset(), rows, validationSplit)
          .remedy("Set validationSplit.")
          .argument();
    }
    return new PictureFlow(this, x, y, from, to, chosen);
  }

  /**
   * Makes batches of changed pictures of a folder that has a subfolder for each class, read and
   * resized as {@link Images} does, by Pillow's rules; endings are Keras': GIF and WebP do not
   * count, and PPM does, which cannot be read.
   *
   * @param folder the folder
   * @param options sets the size of the pictures, the form of the labels and more; with a {@code
   *     validationSplit} of this generator, the subset {@code "validation"} is the first files of
   *     each class
   * @return the source
   */
  public BatchSource flowFromDirectory(Path folder, Consumer<ImageOptions> options) {
    ImageOptions chosen = options(options, false);
    FileIndex index = FileIndex.of(folder, chosen, SUFFIXES);
    return new FolderFlow(this, new ImageFolder(index, chosen), chosen);
  }

  /**
   * Makes batches of changed pictures that a table names; Keras' {@code flow_from_dataframe}.
   *
   * <pre>{@code
   * generator.flowFromRecords(folder, CsvFile.records(table, o -> {}), "filename", "class",
   *     o -> o.imageSize(150, 150).labelMode("binary"));
   * }</pre>
   *
   * @param folder what the names of files are relative to
   * @param records the rows of the table, fields by the names of their columns
   * @param fileColumn the column of the names of files
   * @param labelColumn the column of classes; of numbers with the label mode {@code "raw"}; not
   *     asked for with {@code "none"}
   * @param options sets the size of the pictures, the form of the labels and more; classes are
   *     sorted unless they are chosen, and records of others are left out
   * @return the source
   * @throws IllegalArgumentException if there is no such column, or no record is left; in a pass,
   *     if a file is broken or missing, unless {@code skipBroken} is set
   */
  public BatchSource flowFromRecords(
      Path folder,
      List<? extends Map<String, String>> records,
      String fileColumn,
      String labelColumn,
      Consumer<ImageOptions> options) {
    ImageOptions chosen = options(options, true);
    FileIndex index = FileIndex.ofRecords(folder, records, fileColumn, labelColumn, chosen);
    return new FolderFlow(this, new ImageFolder(index, chosen), chosen);
  }

  private ImageOptions options(Consumer<ImageOptions> options, boolean table) {
    ImageOptions chosen = new ImageOptions();
    if (table) {
      chosen.allowNumbers();
    }
    chosen.generatorSplit(validationSplit, table);
    chosen.labelMode("categorical").interpolation("nearest");
    chosen.dataFormat(channelsFirst ? KerasConfig.CHANNELS_FIRST : KerasConfig.CHANNELS_LAST);
    options.accept(chosen);
    return chosen;
  }

  boolean isChannelsFirst() {
    return channelsFirst;
  }

  /** Changes the pictures of a batch, and brings them to scale. */
  Batch changed(Batch batch, RandomStream random) {
    INDArray x = batch.x().get(0);
    INDArray out = Nd4j.create(DataType.FLOAT, x.shape());
    for (long i = 0; i < x.size(0); i++) {
      out.slice(i).assign(standardize(randomTransform(x.slice(i), random)));
    }
    return new Batch(List.of(out), batch.y(), batch.weights());
  }
}
