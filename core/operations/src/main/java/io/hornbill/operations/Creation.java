package io.hornbill.operations;

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
    Operations.one(NUMPY, "FullLike", Creation::fullLike);
    Operations.one(
        NUMPY,
        "Full",
        a -> Ops.broadcastTo(typed(a, a.tensor(0, "fill_value")), Moves.shape(a, "shape", null)));
    Operations.one(NUMPY, "Array", a -> typed(a, a.x()));
    Operations.one("core", "ConvertToTensor", a -> typed(a, a.x()));
    Operations.one("core", "Cast", a -> typed(a, a.x()));
    Operations.one("core", "SaturateCast", Creation::saturated);
    Operations.one(NUMPY, "Linspace", Creation::linspace);
    Operations.one(
        NUMPY,
        "Logspace",
        a -> typed(a, range(a, x -> Ops.exp(x.times(Math.log(a.number("base", 10)))))));
    Operations.one(NUMPY, "Geomspace", Creation::geomspace);
    Operations.one(NUMPY, "Ndim", a -> Ops.constant(a.x().rank(), a.type()));
    Operations.one(NUMPY, "Size", a -> Ops.constant((double) a.x().shape().size(), a.type()));
    Operations.one(NUMPY, "Vander", Creation::vander);
  }

  static Tensor constant(DataType type, double... values) {
    return Ops.constant(Nd4j.create(values, new long[] {values.length}, 'c').castTo(type));
  }

  /** Numbers as ones of the type that a setting names. */
  static Tensor typed(Arguments a, Tensor x) {
    Object type = a.setting("dtype");
    return type instanceof String name ? typed(name, a.typeOfFirst(), x) : x;
  }

  /** As {@link #typed(Arguments, Tensor)}, but that truth values are counted. */
  static Tensor summed(Arguments a, Tensor x) {
    return "bool".equals(a.setting("dtype")) ? typed("int32", a.typeOfFirst(), x) : typed(a, x);
  }

  /**
   * Whole types cut the fraction off, truth values are ones, and short floats are rounded.
   *
   * @param before the type that the numbers have, if it is known
   */
  static Tensor typed(String type, String before, Tensor x) {
    String name = type.toLowerCase(Locale.ROOT);
    if (name.equals("bool")) {
      return Ops.notEqual(x, 0);
    }
    if (WholeTypes.isWhole(name)) {
      return Ops.stopGradient(WholeTypes.cast(name, before, x));
    }
    if (name.equals("float64")) {
      return Ops.cast(x, DataType.DOUBLE);
    }
    if (name.equals("float16") || name.equals("bfloat16")) {
      return HalfPrecision.round(name, x);
    }
    return Ops.cast(x, DataType.FLOAT);
  }

  /** As Keras does, what is no greater than zero is no truth. */
  private static Tensor saturated(Arguments a) {
    String type = a.text("dtype", "float32");
    Tensor x = a.x();
    Tensor near =
        type.equals("bool")
            ? Ops.relu(x)
            : WholeTypes.isWhole(type) ? WholeTypes.saturated(type, x) : x;
    return typed(type, a.typeOfFirst(), near);
  }

  /** Without a type of their own, fixed numbers take that of the input. */
  private static Tensor fullLike(Arguments a) {
    Tensor value = a.tensor(1, "fill_value");
    String type = a.text("dtype", a.typeOfFirst());
    boolean same = type.isEmpty() || type.startsWith("float");
    Tensor cast = same ? typed(a, value) : typed(type, a.typeOf(a.raw(1, "fill_value")), value);
    return Ops.broadcastTo(cast, a.x().shape());
  }

  /** Whole numbers are those below. */
  private static Tensor linspace(Arguments a) {
    boolean whole = WholeTypes.isWhole(a.text("dtype", ""));
    return typed(a, range(a, whole ? Ops::floor : Ops::identity));
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
    return typed(a, Ops.stack(rows, a.integer("axis", 0)));
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
