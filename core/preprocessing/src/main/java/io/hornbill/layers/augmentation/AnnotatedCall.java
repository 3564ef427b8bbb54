package io.hornbill.layers.augmentation;

import io.hornbill.base.Checks;
import io.hornbill.base.RandomStream;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.HostFunction;
import io.hornbill.layers.CallContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Pictures within a model, with what is known of them: Keras' dictionary. */
final class AnnotatedCall {
  private static final String IMAGES = "images";
  private static final String LABELS = "labels";
  private static final String BOXES = "bounding_boxes/boxes";
  private static final String CLASSES = "bounding_boxes/labels";
  private static final String MASKS = "segmentation_masks";
  private static final List<String> KNOWN = List.of(IMAGES, LABELS, BOXES, CLASSES, MASKS);

  private final ImageLayer<?> layer;
  private final List<String> keys;
  private final List<Tensor> inputs;
  private final boolean training;

  private AnnotatedCall(ImageLayer<?> layer, Map<String, Tensor> inputs, boolean training) {
    this.layer = layer;
    this.keys = List.copyOf(inputs.keySet());
    this.inputs = List.copyOf(inputs.values());
    this.training = training;
  }

  static Map<String, Tensor> of(
      ImageLayer<?> layer, Map<String, Tensor> inputs, CallContext context) {
    check(layer, inputs);
    boolean training = context.training();
    if (!training && !layer.changesMaps()) {
      return inputs;
    }
    List<Tensor> all = new ArrayList<>(inputs.values());
    if (training) {
      Tensor images = Objects.requireNonNull(inputs.get(IMAGES));
      all.add(context.randomUniform(new Spec(images.dataType(), Shape.of(2))));
    }
    AnnotatedCall call = new AnnotatedCall(layer, inputs, training);
    HostFunction function = new HostFunction(layer.className(), call::run, call.outputs());
    List<Tensor> outputs = Node.of(function, all).outputs();
    Map<String, Tensor> result = new LinkedHashMap<>();
    for (int i = 0; i < call.keys.size(); i++) {
      result.put(call.keys.get(i), outputs.get(i));
    }
    return result;
  }

  private static void check(ImageLayer<?> layer, Map<String, Tensor> inputs) {
    Checks.argument(
        inputs.containsKey(IMAGES) && KNOWN.containsAll(inputs.keySet()),
        "%s: a map must have \"images\", and may have %s. Received: %s. Rename or remove what else there is.",
        layer.who(),
        KNOWN.subList(1, KNOWN.size()),
        inputs.keySet());
    Checks.argument(
        inputs.containsKey(BOXES) == inputs.containsKey(CLASSES),
        "%s: boxes must have labels. Received: %s. Pass \"boxes\" and \"labels\".",
        layer.who(),
        inputs.keySet());
    if (inputs.containsKey(BOXES)) {
      Annotations.requireFormat(layer);
    }
  }

  private List<Spec> outputs() {
    List<Spec> specs = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Tensor input = inputs.get(i);
      Shape shape =
          switch (keys.get(i)) {
            case IMAGES, MASKS -> layer.changed(input.shape());
            case BOXES, CLASSES -> input.shape().with(1, layer.boxesOf(input.dim(1), training));
            default -> input.shape();
          };
      specs.add(new Spec(input.dataType(), shape));
    }
    return specs;
  }

  private void run(double[][] from, double[][] to) {
    INDArray images = Objects.requireNonNull(array(from, IMAGES));
    AnnotatedImages seen = AnnotatedImages.of(images);
    INDArray labels = array(from, LABELS);
    INDArray boxes = array(from, BOXES);
    INDArray classes = array(from, CLASSES);
    INDArray masks = array(from, MASKS);
    seen = labels == null ? seen : seen.labels(labels);
    seen = boxes == null || classes == null ? seen : seen.boundingBoxes(boxes, classes);
    seen = masks == null ? seen : seen.segmentationMasks(masks);
    long seed = training ? ImageLayer.seed(from[from.length - 1]) : 0;
    RandomStream random = RandomStream.of(seed);
    AnnotatedImages out =
        Annotations.change(
            layer,
            seen,
            (count, height, width) -> layer.alteration(count, height, width, training, random));
    BoundingBoxes boxed = out.boundingBoxes();
    write(to, IMAGES, out.images());
    write(to, LABELS, out.labels());
    write(to, BOXES, boxed == null ? null : boxed.boxes());
    write(to, CLASSES, boxed == null ? null : boxed.labels());
    write(to, MASKS, out.segmentationMasks());
  }

  private @Nullable INDArray array(double[][] from, String key) {
    int place = keys.indexOf(key);
    if (place < 0) {
      return null;
    }
    float[] values = new float[from[place].length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) from[place][i];
    }
    return Nd4j.create(values, inputs.get(place).shape().dims(), 'c');
  }

  private void write(double[][] to, String key, @Nullable INDArray array) {
    int place = keys.indexOf(key);
    if (place >= 0 && array != null) {
      float[] values = array.dup('c').data().asFloat();
      for (int i = 0; i < values.length; i++) {
        to[place][i] = values[i];
      }
    }
  }
}
