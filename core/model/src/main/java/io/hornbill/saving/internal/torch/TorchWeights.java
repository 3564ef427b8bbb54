package io.hornbill.saving.internal.torch;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.torch.TorchFile;
import io.hornbill.graph.Guard;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Variable;
import io.hornbill.layers.DepthwiseConv1D;
import io.hornbill.layers.DepthwiseConv2D;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Network;
import io.hornbill.saving.WeightsOptions;
import io.hornbill.training.TrainableModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Finds the tensors of a model's layers. All are read and compared before the first weight changes.
 */
final class TorchWeights {
  /** PyTorch's names of weights. */
  private static final Map<String, String> NAMES =
      Map.of(
          "kernel", "weight",
          "depthwise_kernel", "weight",
          "embeddings", "weight",
          "gamma", "weight",
          "bias", "bias",
          "beta", "bias",
          "moving_mean", "running_mean",
          "moving_variance", "running_var");

  private static final int MOST_LISTED = 3;

  private final TorchFile file;
  private final String place;
  private final WeightsOptions options;
  private final Set<String> present;
  private final Map<Variable, INDArray> found = new LinkedHashMap<>();
  private final List<String> differences = new ArrayList<>();

  TorchWeights(TorchFile file, String place, WeightsOptions options) {
    this.file = file;
    this.place = place;
    this.options = options;
    present = Set.copyOf(file.names());
  }

  void load(TrainableModel model) {
    find(model.layers());
    if (!differences.isEmpty() && !options.isSkipMismatch()) {
      List<String> first = differences.stream().limit(MOST_LISTED).toList();
      throw Fault.of("TorchFormat")
          .expected("the layers' tensors must be in the file, with the layers' shapes")
          .received(
              "%s, the first of %s that are not, in %s, which holds %s … Map names by"
                  + " moduleNames, build the architecture that the weights are of, or set"
                  + " skipMismatch(true)",
              String.join("; ", first),
              differences.size(),
              place,
              file.names().stream().limit(MOST_LISTED).toList())
          .as(ModelFormatException::new);
    }
    Guard.writing(found.keySet(), () -> found.forEach(Variable::adopt));
  }

  private void find(List<Layer> layers) {
    for (Layer layer : layers) {
      if (layer instanceof Network network) {
        find(network.layers());
      } else {
        layer.weights().forEach(weight -> find(layer, weight));
      }
    }
  }

  private void find(Layer layer, Variable weight) {
    String kind = weight.name().substring(weight.name().lastIndexOf('/') + 1);
    String module = options.moduleNames().apply(layer.name());
    String name = module + "." + NAMES.getOrDefault(kind.toLowerCase(Locale.ROOT), kind);
    if (!present.contains(name)) {
      if (!options.isByName()) {
        differences.add("no \"%s\" for \"%s\" of \"%s\"".formatted(name, kind, layer.name()));
      }
      return;
    }
    INDArray array = arranged(layer, weight, file.toFloats(name));
    Shape shape = Shape.of(array.shape());
    if (shape.equals(weight.shape())) {
      found.put(weight, array);
    } else {
      differences.add(
          "\"%s\" of shape %s for \"%s\" of \"%s\" of shape %s"
              .formatted(name, shape, kind, layer.name(), weight.shape()));
    }
  }

  /** PyTorch keeps outputs first, then inputs, then places. */
  private static INDArray arranged(Layer layer, Variable weight, INDArray array) {
    int rank = array.rank();
    if (!weight.name().endsWith("kernel") || rank < 2 || rank != weight.shape().rank()) {
      return array;
    }
    boolean depthwise = layer instanceof DepthwiseConv1D || layer instanceof DepthwiseConv2D;
    INDArray parts = array;
    if (depthwise && array.size(1) == 1 && array.size(0) % weight.shape().dim(-2) == 0) {
      long[] shape = array.shape().clone();
      shape[0] = weight.shape().dim(-2);
      shape[1] = array.size(0) / shape[0];
      parts = array.reshape('c', shape);
    }
    int[] axes = new int[rank];
    for (int i = 0; i < rank - 2; i++) {
      axes[i] = i + 2;
    }
    axes[rank - 2] = depthwise ? 0 : 1;
    axes[rank - 1] = depthwise ? 1 : 0;
    return parts.permute(axes).dup('c');
  }
}
