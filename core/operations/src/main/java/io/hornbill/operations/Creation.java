package io.hornbill.operations;

import io.hornbill.base.Fault;
import io.hornbill.graph.HalfPrecision;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** New tensors, and the same ones as other types. */
final class Creation {
  private static final String NUMPY = "numpy";

  private Creation() {}

  static void register() {
    Operations.one(NUMPY, "ZerosLike", a -> typed(a, Ops.zerosLike(a.x())));
    Operations.one(NUMPY, "EmptyLike", a -> typed(a, Ops.zerosLike(a.x())));
    Operations.one(NUMPY, "OnesLike", a -> typed(a, Ops.onesLike(a.x())));
    Operations.one(
        NUMPY,
        "FullLike",
        a -> Ops.broadcastTo(typed(a, a.tensor(1, "fill_value")), a.x().shape()));
    Operations.one(
        NUMPY,
        "Full",
        a -> Ops.broadcastTo(typed(a, a.tensor(0, "fill_value")), Moves.shape(a, "shape", null)));
    Operations.one(NUMPY, "Array", a -> typed(a, a.x()));
    Operations.one("core", "ConvertToTensor", a -> typed(a, a.x()));
    Operations.one("core", "Cast", a -> typed(a, a.x()));
    Operations.one("core", "SaturateCast", a -> saturated(a.text("dtype", "float32"), a.x()));
    Operations.one(NUMPY, "Linspace", a -> range(a, Ops::identity));
    Operations.one(
        NUMPY, "Logspace", a -> range(a, x -> Ops.exp(x.times(Math.log(a.number("base", 10))))));
    Operations.one(NUMPY, "Geomspace", Creation::geomspace);
    Operations.one(NUMPY, "Ndim", a -> Ops.constant(a.x().rank(), a.type()));
    Operations.one(NUMPY, "Size", a -> Ops.constant((double) a.x().shape().size(), a.type()));
    Operations.one(NUMPY, "Vander", Creation::vander);
  }

  static Tensor constant(DataType type, double... values) {
    return Ops.constant(Nd4j.create(values, new long[] {values.length}, 'c').castTo(type));
  }

  private static Tensor typed(Arguments a, Tensor x) {
    Object type = a.setting("dtype");
    return type instanceof String name ? typed(name, x) : x;
  }

  /** Whole types cut the fraction off, truth values are ones, and short floats are rounded. */
  static Tensor typed(String type, Tensor x) {
    String name = type.toLowerCase(Locale.ROOT);
    if (name.equals("bool")) {
      return Ops.notEqual(x, 0);
    }
    if (name.startsWith("int") || name.startsWith("uint")) {
      return Ops.stopGradient(Elementwise.trunc(x));
    }
    if (name.equals("float64")) {
      return Ops.cast(x, DataType.DOUBLE);
    }
    if (name.equals("float16") || name.equals("bfloat16")) {
      return HalfPrecision.round(name, x);
    }
    return Ops.cast(x, DataType.FLOAT);
  }

  private static Tensor saturated(String type, Tensor x) {
    if (type.startsWith("int") || type.startsWith("uint")) {
      boolean signed = type.startsWith("int");
      int bits = bits(type.substring(signed ? 3 : 4));
      double most = Math.pow(2, signed ? bits - 1 : bits) - 1;
      return typed(type, Ops.clip(x, signed ? -most - 1 : 0, most));
    }
    return typed(type, x);
  }

  private static int bits(String digits) {
    if (!List.of("8", "16", "32", "64").contains(digits)) {
      throw Fault.of("SaturateCast")
          .expected("a whole type must have 8, 16, 32 or 64 bits")
          .received("\"%s\"", digits)
          .remedy("Correct the configuration.")
          .argument();
    }
    return Integer.parseInt(digits);
  }

  private static Tensor range(Arguments a, java.util.function.UnaryOperator<Tensor> last) {
    Tensor start = a.tensor(0, "start");
    Tensor stop = a.tensor(1, "stop");
    int number = (int) Sizes.parts(a.name(), a.integer("num", 50));
    double steps = a.bool("endpoint", true) ? Math.max(1, number - 1) : number;
    List<Tensor> rows = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      rows.add(start.times(1 - i / steps).plus(stop.times(i / steps)));
    }
    return last.apply(Ops.stack(rows, a.integer("axis", 0)));
  }

  private static Tensor geomspace(Arguments a) {
    Tensor start = a.tensor(0, "start");
    Tensor stop = a.tensor(1, "stop");
    Tensor low = Ops.log(Ops.abs(start));
    Tensor high = Ops.log(Ops.abs(stop));
    int number = (int) Sizes.parts(a.name(), a.integer("num", 50));
    double steps = a.bool("endpoint", true) ? Math.max(1, number - 1) : number;
    List<Tensor> rows = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      Tensor power = low.times(1 - i / steps).plus(high.times(i / steps));
      rows.add(Ops.exp(power).times(Ops.sign(start)));
    }
    return Ops.stack(rows, a.integer("axis", 0));
  }

  private static Tensor vander(Arguments a) {
    Tensor x = a.x();
    int columns = (int) Sizes.parts(a.name(), a.integer("N", (int) x.dim(0)));
    List<Tensor> powers = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      int exponent = a.bool("increasing", false) ? i : columns - 1 - i;
      powers.add(
          exponent == 0
              ? Ops.fill(1, new Spec(x.dataType(), Shape.of(x.dim(0))))
              : Ops.power(x, exponent));
    }
    return Ops.stack(powers, 1);
  }
}
