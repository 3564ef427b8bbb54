package io.hornbill.layers;

import io.hornbill.graph.HalfPrecision;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.Substitution;
import io.hornbill.layers.internal.FloatType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A call of a layer whose policy has numbers of two bytes: rounds where Keras does.
 *
 * @param layer the layer
 * @param rounding what it rounds
 */
record HalfCall(Layer layer, Rounding rounding) {
  /** What a layer of Keras computes in numbers of two bytes. */
  enum Rounding {
    /** Nothing: it hands its inputs as they are to layers of their own policies. */
    NOTHING,
    /** What comes out; inside it computes in four bytes. */
    RESULT,
    /** What goes in: it moves numbers, or hands them to layers of their own policies. */
    INPUT,
    /** What goes in and what comes out; inside it computes in four bytes. */
    ENDS,
    /** What goes in, its weights, and what comes out; inside it computes in four bytes. */
    WEIGHTS,
    /** What goes in, its weights, and the result of each operation. */
    ALL
  }

  static HalfCall of(Layer layer, boolean training) {
    boolean rounds =
        !training && FloatType.isHalf(layer.dtypePolicy()) && !(layer instanceof HostLayer);
    return new HalfCall(layer, rounds ? layer.rounding() : Rounding.NOTHING);
  }

  /** The type that the outputs have in Keras, of inputs that have these. */
  String resultType(NumberTypes types, List<Tensor> inputs) {
    Rounding usual = layer.rounding();
    if (layer instanceof HostLayer
        || (usual == Rounding.INPUT
            && !inputs.isEmpty()
            && inputs.stream().allMatch(types::isWhole))) {
      return NumberTypes.whole();
    }
    return rounding == Rounding.NOTHING ? "float32" : type();
  }

  Tensor input(Tensor x) {
    return rounding.compareTo(Rounding.RESULT) > 0 ? HalfPrecision.round(type(), x) : x;
  }

  List<Tensor> call(Supplier<List<Tensor>> call) {
    if (rounding == Rounding.NOTHING || rounding == Rounding.INPUT) {
      return HalfPrecision.during("", call);
    }
    String inside = rounding == Rounding.ALL ? type() : "";
    List<Tensor> outputs = Substitution.during(weights(), () -> HalfPrecision.during(inside, call));
    return outputs.stream().map(y -> HalfPrecision.round(type(), y)).toList();
  }

  private Map<Variable, Tensor> weights() {
    Map<Variable, Tensor> rounded = new HashMap<>();
    if (rounding.compareTo(Rounding.ENDS) > 0) {
      layer.weights().forEach(w -> rounded.put(w, HalfPrecision.round(type(), w.tensor())));
    }
    return rounded;
  }

  String type() {
    return FloatType.computed(layer.dtypePolicy());
  }
}
