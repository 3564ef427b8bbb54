package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.GraphRunner;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Calls of a layer on arrays, outside of any model. */
final class ArrayCalls {
  private static final int KEPT = 4;
  private static final double MOST_EXACT = 1 << 24;

  private final Layer layer;
  private final Variable step = new Variable("step", Nd4j.scalar(0.0));
  private final GraphRunner.Recent<Key> plans = new GraphRunner.Recent<>(KEPT);

  private record Key(boolean training, List<Shape> shapes) {}

  ArrayCalls(Layer layer) {
    this.layer = layer;
  }

  synchronized List<INDArray> run(List<INDArray> arrays, CallOptions options) {
    if (!options.masks().isEmpty()) {
      throw refused("masks must be tensors of a model", "a mask for an array")
          .remedy("Call the layer within a model.")
          .argument();
    }
    arrays.forEach(this::check);
    List<Shape> shapes = arrays.stream().map(array -> Shape.of(array.shape())).toList();
    layer.buildFor(shapes.stream().map(ArrayCalls::anyRows).toList());
    Key key = new Key(Boolean.TRUE.equals(options.training()), shapes);
    return plans.get(key, this::prepare).run(arrays);
  }

  private static Shape anyRows(Shape shape) {
    return shape.rank() == 0 ? shape : shape.with(0, -1);
  }

  private GraphRunner.Ready prepare(Key key) {
    List<Tensor> inputs = new ArrayList<>();
    for (Shape shape : key.shapes()) {
      inputs.add(Ops.placeholder("input" + inputs.size(), new Spec(layer.dataType(), shape)));
    }
    Trace trace = new Trace(key.training(), step.tensor(), Layer::isTrainable);
    List<Tensor> outputs = trace.run(layer, inputs);
    List<Assignment> updates = new ArrayList<>(trace.updates());
    updates.add(new Assignment(step, step.tensor().plus(1)));
    return GraphRunner.present().prepare(inputs, outputs, updates);
  }

  private void check(INDArray array) {
    if (array == null || array.wasClosed()) {
      throw refused(
              "the data must be an array that is open", array == null ? "null" : "a closed one")
          .remedy("Pass an array [rows, …].")
          .argument();
    }
    if (array.dataType() == DataType.UTF8) {
      throw refused("a layer that is called on arrays must read numbers", "strings")
          .remedy(
              "Put it into a model: new Sequential(new Input(1).strings(), layer).predict(words).")
          .argument();
    }
    if (array.isZ() && array.length() > 0 && array.amaxNumber().doubleValue() > MOST_EXACT) {
      throw refused("whole numbers must be at most 16,777,216", array.amaxNumber().longValue())
          .remedy("Put the layer into a model with an Input, which gives them as they are.")
          .argument();
    }
  }

  private Fault refused(String expected, Object received) {
    return Fault.of(layer.owner()).expected(expected).received(received);
  }
}
