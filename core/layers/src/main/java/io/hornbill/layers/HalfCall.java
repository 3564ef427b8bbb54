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
import java.util.function.UnaryOperator;

/**
 * A call of a layer whose policy has numbers of two bytes: rounds where Keras does.
 *
 * @param layer the layer
 * @param rounding what it rounds
 * @param type to which numbers
 * @param given to which numbers what comes out is rounded before
 */
record HalfCall(Layer layer, Rounding rounding, String type, String given) {
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

  private HalfCall(Layer layer, Rounding rounding, String type) {
    this(layer, rounding, type, type);
  }

  static HalfCall of(Layer layer, boolean training) {
    boolean rounds =
        !training && FloatType.isHalf(layer.dtypePolicy()) && !(layer instanceof HostLayer);
    return new HalfCall(
        layer,
        rounds ? layer.rounding() : Rounding.NOTHING,
        FloatType.computed(layer.dtypePolicy()));
  }

  /**
   * A call of the inner layer's {@code call} alone, as of Keras' TimeDistributed: what goes in and
   * the weights are of the outer layer's policy, and only what the call itself casts of its own.
   */
  static HalfCall within(Layer around, Layer layer, boolean training) {
    HalfCall own = of(layer, training);
    if (training || own.composes()) {
      return own;
    }
    String outer = around.dtypePolicy();
    boolean casts = layer.rounding() != Rounding.INPUT && layer.rounding() != Rounding.ALL;
    // Their functions give numbers of the type that they get.
    if (layer instanceof RMSNormalization) {
      Rounding what = outer.startsWith("mixed_") ? Rounding.WEIGHTS : Rounding.RESULT;
      return FloatType.isHalf(outer)
          ? new HalfCall(layer, what, FloatType.computed(outer))
          : new HalfCall(layer, Rounding.NOTHING, own.type);
    }
    boolean given = FloatType.isHalf(outer) && givesTypeOfInput(layer);
    if (casts && own.rounding != Rounding.NOTHING) {
      String type = given ? FloatType.computed(outer) : own.type;
      return new HalfCall(layer, Rounding.RESULT, own.type, type);
    }
    if (casts) {
      return given ? new HalfCall(layer, Rounding.RESULT, FloatType.computed(outer)) : own;
    }
    boolean rounds =
        FloatType.isHalf(outer)
            && (outer.startsWith("mixed_")
                || outer.equals(layer.dtypePolicy())
                || layer.weights().isEmpty());
    return new HalfCall(
        layer, rounds ? layer.rounding() : Rounding.NOTHING, FloatType.computed(outer));
  }

  /** Whether numbers of two bytes, which its function gives, become those of four bytes again. */
  private static boolean givesFloats(Layer layer) {
    return !FloatType.isHalf(layer.dtypePolicy()) && givesTypeOfInput(layer);
  }

  /** Whether its function gives numbers of the type that it gets, before those of its policy. */
  private static boolean givesTypeOfInput(Layer layer) {
    return layer instanceof LayerNormalization || layer instanceof GroupNormalization;
  }

  /** Whether the call hands all to layers of their own policies. */
  private boolean composes() {
    return layer instanceof Recurrence
        || layer instanceof Network
        || (layer.rounding() == Rounding.INPUT && !layer.sublayers().isEmpty());
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
    return rounding == Rounding.NOTHING || givesFloats(layer) ? "float32" : type;
  }

  /** The call on these inputs: some functions give numbers of the type that they get. */
  HalfCall on(NumberTypes types, List<Tensor> inputs, boolean training) {
    boolean follows = !training && rounding == Rounding.NOTHING && givesFloats(layer);
    String first = follows ? types.of(inputs.get(0)) : "";
    return FloatType.isHalf(first) ? new HalfCall(layer, Rounding.RESULT, first) : this;
  }

  Tensor input(Tensor x) {
    return rounding.compareTo(Rounding.RESULT) > 0 ? HalfPrecision.round(type, x) : x;
  }

  List<Tensor> call(Supplier<List<Tensor>> call) {
    return call(weights(), call);
  }

  private List<Tensor> call(Map<Variable, Tensor> weights, Supplier<List<Tensor>> call) {
    if (rounding == Rounding.NOTHING || rounding == Rounding.INPUT) {
      return HalfPrecision.during("", call);
    }
    String inside = rounding == Rounding.ALL ? type : "";
    List<Tensor> outputs = Substitution.during(weights, () -> HalfPrecision.during(inside, call));
    return outputs.stream().map(this::output).toList();
  }

  private Tensor output(Tensor y) {
    Tensor own = given.equals(type) ? y : HalfPrecision.round(given, y);
    return HalfPrecision.round(type, own);
  }

  /** Inner layers that are called round their own. */
  private Map<Variable, Tensor> weights() {
    Map<Variable, Tensor> rounded = new HashMap<>();
    if (rounding.compareTo(Rounding.ENDS) > 0) {
      layer.roundedWeights().forEach(w -> rounded.put(w, HalfPrecision.round(type, w.tensor())));
    }
    return rounded;
  }

  /** Does to numbers of other layers what the layer does itself with what they give. */
  List<Tensor> apart(List<Tensor> given, UnaryOperator<List<Tensor>> part) {
    if (rounding == Rounding.NOTHING) {
      return part.apply(given);
    }
    List<Tensor> rounded = given.stream().map(this::input).toList();
    return HalfPrecision.during(type, () -> part.apply(rounded));
  }

  /** A cell on its way along a sequence, which rounds at each step. */
  CellRun along(CellRun run) {
    if (rounding == Rounding.NOTHING) {
      return run;
    }
    Map<Variable, Tensor> weights = weights();
    return new CellRun() {
      @Override
      public Tensor prepare(Tensor x) {
        return call(weights, () -> List.of(run.prepare(input(x)))).get(0);
      }

      @Override
      public List<Tensor> step(Tensor prepared, List<Tensor> states) {
        List<Tensor> taken = states.stream().map(HalfCall.this::input).toList();
        return call(weights, () -> run.step(prepared, taken));
      }
    };
  }
}
