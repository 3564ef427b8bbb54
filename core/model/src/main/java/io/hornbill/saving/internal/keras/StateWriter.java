package io.hornbill.saving.internal.keras;

import io.hornbill.files.internal.NumericType;
import io.hornbill.files.internal.hdf5.Hdf5Builder;
import io.hornbill.files.internal.hdf5.Hdf5GroupBuilder;
import io.hornbill.files.internal.safetensors.Safetensors;
import io.hornbill.graph.Guard;
import io.hornbill.graph.Variable;
import io.hornbill.training.TrainableModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes the variables of a model to their places. */
final class StateWriter {
  /** What an optimizer has before its first step: the number of steps, and the learning rate. */
  private static final int WITHOUT_STATES = 2;

  private StateWriter() {}

  /** Runs what writes a model; its weights and what its optimizer remembers stay meanwhile. */
  static void reading(TrainableModel model, Runnable writing) {
    List<Variable> variables = new ArrayList<>(model.weights());
    model.optimizerStates().values().forEach(variables::addAll);
    Guard.reading(variables, writing);
  }

  static Hdf5Builder hdf5(TrainableModel model) {
    return hdf5(model, StateTree.of(model), List.of());
  }

  /** Writes the layers in the order of a tree; their names are given where it is another one. */
  static Hdf5Builder hdf5(TrainableModel model, StateNode tree, List<String> order) {
    Hdf5Builder file = new Hdf5Builder();
    for (StateNode node : StateTree.flat(tree)) {
      Hdf5GroupBuilder group = group(file, node);
      for (int i = 0; i < node.variables().size(); i++) {
        group.dataset(node.key(i), node.variables().get(i).value());
      }
    }
    for (StateNode optimizer : StateTree.optimizers(model)) {
      List<Variable> slots = optimizer.variables();
      optimizer(
          group(file, optimizer),
          order.isEmpty() ? slots : OptimizersOfKeras2.inOrderOf(order, model, slots),
          model.dataType());
    }
    return file;
  }

  private static Hdf5GroupBuilder group(Hdf5Builder file, StateNode node) {
    return file.root().group(node.group()).attribute("name", node.name());
  }

  /**
   * Counters and rates are doubles here, and whole numbers and floats in Keras. What has not
   * trained yet, and versions of Keras order differently, is written as Keras does: without states,
   * which all versions then begin anew.
   */
  private static void optimizer(Hdf5GroupBuilder group, List<Variable> variables, DataType type) {
    long iteration = (long) variables.get(0).value().getDouble(0);
    group.dataset("0", NumericType.INT32, new long[0], iteration);
    boolean isPlain = iteration == 0 && OptimizerOrder.differs(variables);
    int count = isPlain ? WITHOUT_STATES : variables.size();
    for (int i = 1; i < count; i++) {
      INDArray value = variables.get(i).value();
      boolean narrow =
          value.dataType() == DataType.DOUBLE && (value.isScalar() || type != DataType.DOUBLE);
      group.dataset(String.valueOf(i), narrow ? value.castTo(DataType.FLOAT) : value);
    }
  }

  static void safetensors(TrainableModel model, Path file) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    names.put("format", "keras");
    for (StateNode node : StateTree.flat(StateTree.of(model))) {
      names.put(node.group(), node.name());
      for (int i = 0; i < node.variables().size(); i++) {
        arrays.put(node.place(i), node.variables().get(i).value());
      }
    }
    Safetensors.write(file, arrays, names);
  }
}
