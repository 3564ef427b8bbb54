package io.hornbill.layers.augmentation;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.HostFunction;
import io.hornbill.layers.CallContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Pictures within a model, with what is known of them: Keras' dictionary. */
final class AnnotatedCall {
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
      Tensor images = Objects.requireNonNull(inputs.get(AnnotatedImages.IMAGES));
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
    if (!inputs.containsKey(AnnotatedImages.IMAGES)
        || !AnnotatedImages.PARTS.containsAll(inputs.keySet())) {
      throw Fault.of(layer.who())
          .expected(
              "a map must have \"images\", and may have %s",
              AnnotatedImages.PARTS.subList(1, AnnotatedImages.PARTS.size()))
          .received(inputs.keySet())
          .remedy("Rename or remove what else there is.")
          .argument();
    }
    AnnotatedImages.checkBoxes(layer.who(), inputs.keySet());
    if (inputs.containsKey(AnnotatedImages.BOXES)) {
      Annotations.requireFormat(layer);
    }
  }

  private List<Spec> outputs() {
    List<Spec> specs = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Tensor input = inputs.get(i);
      Shape shape =
          switch (keys.get(i)) {
            case AnnotatedImages.IMAGES, AnnotatedImages.MASKS -> layer.changed(input.shape());
            case AnnotatedImages.BOXES, AnnotatedImages.CLASSES ->
                input.shape().with(1, layer.boxesOf(input.dim(1), training));
            default -> input.shape();
          };
      specs.add(new Spec(input.dataType(), shape));
    }
    return specs;
  }

  private void run(double[][] from, double[][] to) {
    Map<String, INDArray> parts = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      parts.put(keys.get(i), array(from[i], inputs.get(i).shape()));
    }
    AnnotatedImages seen = AnnotatedImages.of(parts);
    long seed = training ? ImageLayer.seed(from[from.length - 1]) : 0;
    RandomStream random = RandomStream.of(seed);
    AnnotatedImages out =
        Annotations.change(
            layer,
            seen,
            (count, height, width) -> layer.alteration(count, height, width, training, random));
    for (int i = 0; i < keys.size(); i++) {
      write(to[i], Objects.requireNonNull(out.part(keys.get(i))));
    }
  }

  private static INDArray array(double[] from, Shape shape) {
    float[] values = new float[from.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) from[i];
    }
    return Nd4j.create(values, shape.dims(), 'c');
  }

  private static void write(double[] to, INDArray array) {
    float[] values = array.dup('c').data().asFloat();
    for (int i = 0; i < values.length; i++) {
      to[i] = values[i];
    }
  }
}
