package io.hornbill.saving.internal.keras;

import io.hornbill.training.TrainableModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads what the optimizers of a step of the user's own remember. */
final class StepStates {
  private StepStates() {}

  /** Gives a model that is compiled for such a step what a file has of its optimizers. */
  static void read(TrainableModel model, WeightSource source) {
    Map<String, List<INDArray>> states = new LinkedHashMap<>();
    for (String place : model.optimizerPlaces()) {
      read(place, model.dataType(), source, states);
      for (String member : source.members(place)) {
        if (!member.equals("vars")) {
          read(place + "/" + member, model.dataType(), source, states);
        }
      }
    }
    if (!states.isEmpty()) {
      model.restoreOptimizers(states);
    }
  }

  /** Counters and rates are single numbers, which are doubles here. */
  private static void read(
      String place, DataType type, WeightSource source, Map<String, List<INDArray>> states) {
    String group = place + "/vars";
    int count = source.has(group) ? source.count(group) : 0;
    List<INDArray> arrays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean isNumber = source.shape(group, i).length == 0;
      arrays.add(source.read(group, i, isNumber ? DataType.DOUBLE : type));
    }
    if (!arrays.isEmpty()) {
      states.put(place, arrays);
    }
  }
}
