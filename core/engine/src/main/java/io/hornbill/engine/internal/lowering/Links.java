package io.hornbill.engine.internal.lowering;

import static java.util.Map.entry;

import io.hornbill.engine.internal.onednn.BinaryAlgorithm;
import io.hornbill.engine.internal.onednn.EltwiseAlgorithm;
import io.hornbill.graph.Op;
import io.hornbill.graph.internal.ops.Abs;
import io.hornbill.graph.internal.ops.Add;
import io.hornbill.graph.internal.ops.Affine;
import io.hornbill.graph.internal.ops.Clip;
import io.hornbill.graph.internal.ops.Divide;
import io.hornbill.graph.internal.ops.Exp;
import io.hornbill.graph.internal.ops.Greater;
import io.hornbill.graph.internal.ops.GreaterEqual;
import io.hornbill.graph.internal.ops.HardSwish;
import io.hornbill.graph.internal.ops.Less;
import io.hornbill.graph.internal.ops.LessEqual;
import io.hornbill.graph.internal.ops.Log;
import io.hornbill.graph.internal.ops.Multiply;
import io.hornbill.graph.internal.ops.Negate;
import io.hornbill.graph.internal.ops.PowerOf;
import io.hornbill.graph.internal.ops.Reciprocal;
import io.hornbill.graph.internal.ops.Relu;
import io.hornbill.graph.internal.ops.Rsqrt;
import io.hornbill.graph.internal.ops.Sigmoid;
import io.hornbill.graph.internal.ops.Sqrt;
import io.hornbill.graph.internal.ops.Square;
import io.hornbill.graph.internal.ops.Subtract;
import io.hornbill.graph.internal.ops.Swish;
import io.hornbill.graph.internal.ops.Tanh;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Which elementwise ops oneDNN computes, and as what. */
final class Links {
  private Links() {}

  /** A step of a chain without another operand: {@code algorithm(x; alpha, beta)}. */
  record Eltwise(EltwiseAlgorithm algorithm, float alpha, float beta) {}

  private static final Eltwise INVERSE = new Eltwise(EltwiseAlgorithm.POW, 1, -1);
  private static final Eltwise MINUS = new Eltwise(EltwiseAlgorithm.LINEAR, -1, 0);

  private static final Map<Class<? extends Op>, List<Eltwise>> UNARY =
      Map.ofEntries(
          entry(Abs.class, List.of(new Eltwise(EltwiseAlgorithm.ABS, 0, 0))),
          entry(Exp.class, List.of(new Eltwise(EltwiseAlgorithm.EXP, 0, 0))),
          entry(Log.class, List.of(new Eltwise(EltwiseAlgorithm.LOG, 0, 0))),
          entry(Negate.class, List.of(MINUS)),
          entry(Reciprocal.class, List.of(INVERSE)),
          entry(Relu.class, List.of(new Eltwise(EltwiseAlgorithm.RELU, 0, 0))),
          entry(Rsqrt.class, List.of(new Eltwise(EltwiseAlgorithm.SQRT, 0, 0), INVERSE)),
          entry(Sigmoid.class, List.of(new Eltwise(EltwiseAlgorithm.LOGISTIC, 0, 0))),
          entry(Sqrt.class, List.of(new Eltwise(EltwiseAlgorithm.SQRT, 0, 0))),
          entry(Square.class, List.of(new Eltwise(EltwiseAlgorithm.SQUARE, 0, 0))),
          entry(Swish.class, List.of(new Eltwise(EltwiseAlgorithm.SWISH, 1, 0))),
          entry(HardSwish.class, List.of(new Eltwise(EltwiseAlgorithm.HARDSWISH, 1f / 6, 0.5f))),
          entry(Tanh.class, List.of(new Eltwise(EltwiseAlgorithm.TANH, 0, 0))));

  private static final Map<Class<? extends Op>, Function<Op, Eltwise>> PARAMETRIC =
      Map.of(
          Affine.class, op -> linear((Affine) op),
          Clip.class, op -> clip((Clip) op),
          PowerOf.class,
              op -> new Eltwise(EltwiseAlgorithm.POW, 1, (float) ((PowerOf) op).exponent()));

  private static final Map<Class<? extends Op>, List<Eltwise>> BEFORE_TURNING =
      Map.of(Subtract.class, List.of(MINUS), Divide.class, List.of(INVERSE));

  private static final Map<Class<? extends Op>, BinaryAlgorithm> BINARY =
      Map.of(
          Add.class, BinaryAlgorithm.ADD,
          Multiply.class, BinaryAlgorithm.MUL,
          Subtract.class, BinaryAlgorithm.SUB,
          Divide.class, BinaryAlgorithm.DIV,
          Greater.class, BinaryAlgorithm.GT,
          GreaterEqual.class, BinaryAlgorithm.GE,
          Less.class, BinaryAlgorithm.LT,
          LessEqual.class, BinaryAlgorithm.LE);

  private static final Map<BinaryAlgorithm, BinaryAlgorithm> TURNED =
      Map.of(
          BinaryAlgorithm.ADD, BinaryAlgorithm.ADD,
          BinaryAlgorithm.MUL, BinaryAlgorithm.MUL,
          BinaryAlgorithm.SUB, BinaryAlgorithm.ADD,
          BinaryAlgorithm.DIV, BinaryAlgorithm.MUL,
          BinaryAlgorithm.GT, BinaryAlgorithm.LT,
          BinaryAlgorithm.GE, BinaryAlgorithm.LE,
          BinaryAlgorithm.LT, BinaryAlgorithm.GT,
          BinaryAlgorithm.LE, BinaryAlgorithm.GE);

  private static Eltwise linear(Affine op) {
    return new Eltwise(EltwiseAlgorithm.LINEAR, (float) op.scale(), (float) op.offset());
  }

  private static Eltwise clip(Clip op) {
    return new Eltwise(EltwiseAlgorithm.CLIP_V2, (float) op.low(), (float) op.high());
  }

  static boolean knows(Op op) {
    return !unary(op).isEmpty() || BINARY.containsKey(op.getClass());
  }

  /** Whether an op has one operand. */
  static boolean isUnary(Op op) {
    return !BINARY.containsKey(op.getClass());
  }

  /** The steps of an op of one operand; empty if oneDNN has none. */
  static List<Eltwise> unary(Op op) {
    Function<Op, Eltwise> parameters = PARAMETRIC.get(op.getClass());
    return parameters != null
        ? List.of(parameters.apply(op))
        : UNARY.getOrDefault(op.getClass(), List.of());
  }

  /** The algorithm for {@code op(x, operand)}. */
  static BinaryAlgorithm binary(Op op) {
    return java.util.Objects.requireNonNull(BINARY.get(op.getClass()));
  }

  /** What must be done to x before {@link #turned} for {@code op(operand, x)}. */
  static List<Eltwise> beforeTurning(Op op) {
    return BEFORE_TURNING.getOrDefault(op.getClass(), List.of());
  }

  /** The algorithm for {@code op(operand, x)}, after {@link #beforeTurning}. */
  static BinaryAlgorithm turned(Op op) {
    return java.util.Objects.requireNonNull(TURNED.get(binary(op)));
  }
}
