package io.hornbill.training;

import io.hornbill.base.Checks;
import io.hornbill.base.RandomStream;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Gradients;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Trace;
import io.hornbill.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What an {@link OwnStep} computes, while it is being written. */
public final class StepDraft {
  private final List<Shape> shapes;
  private final Variable counter;
  private final Trace training;
  private final Trace inference;
  private final List<Tensor> inputs = new ArrayList<>();
  private final Map<String, Tensor> reported = new LinkedHashMap<>();
  private final List<Assignment> updates = new ArrayList<>();
  private final Set<Variable> changed = new HashSet<>();
  private final List<Optimizer> optimizers = new ArrayList<>();
  private long draws;

  StepDraft(List<Shape> shapes, Variable counter) {
    this.shapes = shapes;
    this.counter = counter;
    training = new Trace(true, counter.tensor(), Layer::isTrainable);
    inference = new Trace(false, counter.tensor(), Layer::isTrainable);
  }

  static Variable newCounter() {
    return new Variable("step", Nd4j.scalar(0.0));
  }

  /**
   * Takes the next array of the step.
   *
   * @return a tensor of its shape
   * @throws IllegalArgumentException if there are no more arrays
   */
  public Tensor input() {
    int next = inputs.size();
    Checks.argument(
        next < shapes.size(),
        "OwnStep: there must be an array for each input. Received: %s arrays. Pass one more.",
        shapes.size());
    Tensor input = Ops.placeholder("input" + next, new Spec(DataType.FLOAT, shapes.get(next)));
    inputs.add(input);
    return input;
  }

  /**
   * Calls a layer or a model as in training.
   *
   * @param layer the layer
   * @param to its inputs
   * @return its first output
   */
  public Tensor call(Layer layer, Tensor... to) {
    return callAll(layer, List.of(to)).get(0);
  }

  /**
   * Calls a layer or a model of several outputs as in training.
   *
   * @param layer the layer
   * @param to its inputs
   * @return its outputs
   */
  public List<Tensor> callAll(Layer layer, List<Tensor> to) {
    return training.run(layer, to);
  }

  /**
   * Calls a layer or a model as in prediction, such as a teacher that is frozen.
   *
   * @param layer the layer
   * @param to its inputs
   * @return its first output
   */
  public Tensor predict(Layer layer, Tensor... to) {
    return inference.run(layer, List.of(to)).get(0);
  }

  /**
   * Draws random numbers of the standard normal distribution, others in each step.
   *
   * @param like a tensor of the shape that is wanted
   * @return the numbers
   */
  public Tensor randomNormal(Tensor like) {
    long key = RandomStream.mix(RandomStream.nextKey() + draws++);
    return Ops.randomNormal(key, counter.tensor(), like.spec());
  }

  /** {@return what layers added to the loss so far, such as regularizers; 0 if nothing} */
  public Tensor addedLosses() {
    return training.losses().stream()
        .reduce(Tensor::plus)
        .orElseGet(() -> Ops.constant(0, DataType.FLOAT));
  }

  /**
   * Lowers a loss: the optimizer changes the trainable weights of some layers. The loss is
   * reported.
   *
   * @param name the name that it is reported by
   * @param loss a single number
   * @param optimizer changes the weights; one for each call of this method
   * @param layers whose weights change
   * @throws IllegalArgumentException if another call of this method changes one of the weights, or
   *     there are none
   */
  public void minimize(String name, Tensor loss, Optimizer optimizer, Layer... layers) {
    List<Variable> weights = new ArrayList<>();
    for (Layer layer : layers) {
      layer.trainableWeights().stream().filter(w -> !weights.contains(w)).forEach(weights::add);
    }
    Checks.argument(
        !weights.isEmpty() && weights.stream().noneMatch(changed::contains),
        "OwnStep: each loss must change weights of its own. Received: \"%s\" with %s weights, of which some change already or there are none. Add losses of the same weights, and call layers before minimize.",
        name,
        weights.size());
    report(name, loss);
    optimizer.build(weights);
    List<Tensor> reads = weights.stream().map(Variable::tensor).toList();
    List<Tensor> gradients = Gradients.of(optimizer.scaleLoss(loss), reads);
    updates.addAll(optimizer.update(weights, gradients));
    changed.addAll(weights);
    optimizers.add(optimizer);
  }

  /**
   * Reports a number.
   *
   * @param name its name in the logs
   * @param value a single number
   */
  public void report(String name, Tensor value) {
    reported.put(name, value);
  }

  void beforeStep() {
    optimizers.forEach(Optimizer::beforeStep);
  }

  List<Tensor> inputs() {
    return inputs;
  }

  List<String> names() {
    return List.copyOf(reported.keySet());
  }

  List<Tensor> values() {
    return List.copyOf(reported.values());
  }

  /** Moving means and counters change, too. */
  List<Assignment> updates() {
    List<Assignment> all = new ArrayList<>(updates);
    training.updates().stream().filter(u -> changed.add(u.variable())).forEach(all::add);
    all.add(new Assignment(counter, counter.tensor().plus(1)));
    return all;
  }
}
