package io.hornbill.training;

import io.hornbill.base.RandomStream;
import io.hornbill.data.internal.feeds.Epochs;
import io.hornbill.graph.Guard;
import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Everything that a training that was cut off goes on from, bit for bit: weights, the optimizer's
 * slots, metrics' totals, states of layers, random streams, the epoch and the batch, and the order
 * of the data.
 */
final class Progress {
  private final TrainableModel model;
  private final Trainer trainer;
  private final Epochs data;

  Progress(TrainableModel model, Trainer trainer, Epochs data) {
    this.model = model;
    this.trainer = trainer;
    this.data = data;
  }

  /**
   * Returns all arrays that count.
   *
   * @return live variables, in an order that is the same for the same program
   */
  List<Variable> variables() {
    List<Variable> all = new ArrayList<>(model.weights());
    // Metrics may name their totals in any order, which differs from process to process.
    trainer.builder().changed().stream()
        .filter(variable -> !all.contains(variable))
        .sorted(Comparator.comparing(Variable::name))
        .forEach(all::add);
    return all;
  }

  /**
   * Returns all numbers that count.
   *
   * @return texts by names
   */
  Map<String, String> numbers() {
    Map<String, String> numbers = new LinkedHashMap<>();
    trainer.position().write(numbers);
    data.write(numbers);
    numbers.put("learning_rate", Double.toString(model.learningRate()));
    numbers.put("averaged", Boolean.toString(trainer.isAveraged()));
    numbers.put("layers", join(model.keysOfRandomness()));
    numbers.put("random", join(RandomStream.globalState()));
    return numbers;
  }

  /**
   * Goes on from another progress of the same program.
   *
   * @param values the values of its {@link #variables}
   * @param numbers its {@link #numbers}
   */
  void restore(List<INDArray> values, Map<String, String> numbers) {
    // An epoch begins with the weights that are trained in their place, and the optimizer knows.
    boolean averaged = Boolean.parseBoolean(numbers.get("averaged"));
    if (averaged) {
      model.optimizer().swapWithAverage();
    }
    List<Variable> variables = variables();
    Guard.writing(
        variables,
        () -> {
          for (int i = 0; i < values.size(); i++) {
            variables.get(i).assign(values.get(i));
          }
        });
    if (averaged) {
      model.optimizer().swapWithAverage();
    }
    trainer.position().read(numbers);
    data.read(numbers);
    double rate = Double.parseDouble(numbers.getOrDefault("learning_rate", ""));
    if (rate != model.learningRate()) {
      model.learningRate(rate);
    }
    List<Long> keys = split(numbers.getOrDefault("layers", ""));
    if (!keys.equals(model.keysOfRandomness())) {
      model.keysOfRandomness(keys);
      trainer.clear();
    }
    RandomStream.restoreGlobalState(split(numbers.getOrDefault("random", "")));
  }

  private static String join(List<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static List<Long> split(String numbers) {
    List<Long> result = new ArrayList<>();
    for (String number : numbers.split(" ", -1)) {
      if (!number.isEmpty()) {
        result.add(Long.valueOf(number));
      }
    }
    return result;
  }
}
