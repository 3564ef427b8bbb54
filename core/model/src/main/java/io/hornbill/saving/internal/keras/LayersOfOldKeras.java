package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Warnings;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Layer;
import io.hornbill.training.TrainableModel;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Layers of Keras 1 and 2 that Keras 3 lacks, so that it does not open files with them. */
final class LayersOfOldKeras {
  private static final Logger LOG = LoggerFactory.getLogger(LayersOfOldKeras.class);
  private static final String LIBRARY = "io.hornbill.layers";
  private static final Set<String> NAMES =
      Set.of(
          "Highway",
          "LocallyConnected1D",
          "LocallyConnected2D",
          "MaxoutDense",
          "Merge",
          "ParametricSoftplus",
          "SReLU",
          "ThresholdedReLU",
          "TimeDistributedDense");

  private LayersOfOldKeras() {}

  /** Warns once for a file, if a model that is written to it has such layers. */
  static void warn(TrainableModel model, Object file) {
    List<String> found =
        StateTree.flat(StateTree.of(model)).stream().flatMap(LayersOfOldKeras::named).toList();
    if (!found.isEmpty()) {
      Warnings.warn(
          LOG,
          Fault.of("KerasFormat")
              .expected("layers in a .keras file must be Keras 3's for Keras to open it")
              .received("%s in %s, of Keras 1 or 2", found, file)
              .remedy("Hornbill opens the file; for Keras, put other layers in their place."));
    }
  }

  /** Warns once for a file, if a layer of a model is one of a model within it, too. */
  static void warnOfShared(Config model, Object file) {
    Set<String> found = new TreeSet<>();
    collectShared(model, found);
    if (!found.isEmpty()) {
      Warnings.warn(
          LOG,
          Fault.of("KerasFormat")
              .expected("a layer must be part of one model for Keras to open a .keras file")
              .received("%s of several in %s", found, file)
              .remedy(
                  "Hornbill opens the file; Keras opens the .h5 file, with copies of the layer."));
    }
  }

  private static void collectShared(@Nullable Object value, Set<String> found) {
    if (value instanceof List<?> list) {
      list.forEach(one -> collectShared(one, found));
    } else if (value instanceof Config part) {
      if (part.has("shared_object_id")) {
        found.add('"' + part.text("name", "") + '"');
      }
      part.asMap().values().forEach(inner -> collectShared(inner, found));
    }
  }

  private static Stream<String> named(StateNode node) {
    Layer layer = node.layer();
    return layer != null
            && layer.getClass().getName().startsWith(LIBRARY)
            && (NAMES.contains(layer.className()) || hasAxes(layer))
        ? Stream.of(layer.className() + " \"" + layer.name() + '"')
        : Stream.empty();
  }

  /** Keras 3 normalizes over all axes but one. */
  private static boolean hasAxes(Layer layer) {
    return layer instanceof BatchNormalization && layer.config().get("axis") instanceof List<?>;
  }
}
