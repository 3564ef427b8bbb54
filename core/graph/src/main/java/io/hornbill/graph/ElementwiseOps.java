package io.hornbill.graph;

import io.hornbill.base.Fault;
import io.hornbill.graph.internal.ops.Abs;
import io.hornbill.graph.internal.ops.Add;
import io.hornbill.graph.internal.ops.Affine;
import io.hornbill.graph.internal.ops.Cast;
import io.hornbill.graph.internal.ops.Ceil;
import io.hornbill.graph.internal.ops.Clip;
import io.hornbill.graph.internal.ops.Cos;
import io.hornbill.graph.internal.ops.Divide;
import io.hornbill.graph.internal.ops.Equal;
import io.hornbill.graph.internal.ops.Erf;
import io.hornbill.graph.internal.ops.Exp;
import io.hornbill.graph.internal.ops.Expm1;
import io.hornbill.graph.internal.ops.Floor;
import io.hornbill.graph.internal.ops.FloorMod;
import io.hornbill.graph.internal.ops.Greater;
import io.hornbill.graph.internal.ops.GreaterEqual;
import io.hornbill.graph.internal.ops.Identity;
import io.hornbill.graph.internal.ops.IsNan;
import io.hornbill.graph.internal.ops.Less;
import io.hornbill.graph.internal.ops.LessEqual;
import io.hornbill.graph.internal.ops.Log;
import io.hornbill.graph.internal.ops.Log1p;
import io.hornbill.graph.internal.ops.Maximum;
import io.hornbill.graph.internal.ops.Minimum;
import io.hornbill.graph.internal.ops.Multiply;
import io.hornbill.graph.internal.ops.Negate;
import io.hornbill.graph.internal.ops.NotEqual;
import io.hornbill.graph.internal.ops.Power;
import io.hornbill.graph.internal.ops.PowerOf;
import io.hornbill.graph.internal.ops.Reciprocal;
import io.hornbill.graph.internal.ops.Relu;
import io.hornbill.graph.internal.ops.Round;
import io.hornbill.graph.internal.ops.RoundedCurve.Curve;
import io.hornbill.graph.internal.ops.Rsqrt;
import io.hornbill.graph.internal.ops.Sigmoid;
import io.hornbill.graph.internal.ops.Sign;
import io.hornbill.graph.internal.ops.Sin;
import io.hornbill.graph.internal.ops.Softplus;
import io.hornbill.graph.internal.ops.Sqrt;
import io.hornbill.graph.internal.ops.Square;
import io.hornbill.graph.internal.ops.StopGradient;
import io.hornbill.graph.internal.ops.Subtract;
import io.hornbill.graph.internal.ops.Tanh;
import io.hornbill.graph.internal.ops.Where;
import org.nd4j.linalg.api.buffer.DataType;

/** Ops that work element by element. */
abstract class ElementwiseOps {
  ElementwiseOps() {}

  /**
   * Changes the sign of each element.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor negative(TensorLike x) {
    return Node.apply(new Negate(), x);
  }

  /**
   * Returns the absolute values.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor abs(TensorLike x) {
    return Node.apply(new Abs(), x);
  }

  /**
   * Returns {@code e} to the power of each element.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor exp(TensorLike x) {
    return Node.apply(new Exp(), x);
  }

  /**
   * Returns {@code exp(x) - 1}, exact near 0.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor expm1(TensorLike x) {
    return Node.apply(new Expm1(), x);
  }

  /**
   * Returns the natural logarithms.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor log(TensorLike x) {
    return Node.apply(new Log(), x);
  }

  /**
   * Returns {@code log(1 + x)}, exact near 0.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor log1p(TensorLike x) {
    return Node.apply(new Log1p(), x);
  }

  /**
   * Returns the square roots.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor sqrt(TensorLike x) {
    return Node.apply(new Sqrt(), x);
  }

  /**
   * Returns one over the square roots.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor rsqrt(TensorLike x) {
    return Node.apply(new Rsqrt(), x);
  }

  /**
   * Returns the squares.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor square(TensorLike x) {
    return Node.apply(new Square(), x);
  }

  /**
   * Returns one over each element.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor reciprocal(TensorLike x) {
    return Node.apply(new Reciprocal(), x);
  }

  /**
   * Returns the sines.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor sin(TensorLike x) {
    return Node.apply(new Sin(), x);
  }

  /**
   * Returns the cosines.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor cos(TensorLike x) {
    return Node.apply(new Cos(), x);
  }

  /**
   * Returns the hyperbolic tangents.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor tanh(TensorLike x) {
    return HalfPrecision.curve(Curve.TANH, new Tanh(), x.tensor());
  }

  /**
   * Returns {@code 1 / (1 + exp(-x))}; each step is rounded within {@link HalfPrecision#during}.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor sigmoid(TensorLike x) {
    return HalfPrecision.curve(Curve.SIGMOID, new Sigmoid(), x.tensor());
  }

  /**
   * Returns {@code max(x, 0)}.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor relu(TensorLike x) {
    return Node.apply(new Relu(), x);
  }

  /**
   * Returns {@code log(1 + exp(x))}, without overflow.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor softplus(TensorLike x) {
    return Node.apply(new Softplus(), x);
  }

  /**
   * Returns the error function.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor erf(TensorLike x) {
    return Node.apply(new Erf(), x);
  }

  /**
   * Returns -1, 0 or 1 for each element.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor sign(TensorLike x) {
    return Node.apply(new Sign(), x);
  }

  /**
   * Returns the next whole numbers below.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor floor(TensorLike x) {
    return Node.apply(new Floor(), x);
  }

  /**
   * Returns the next whole numbers above.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor ceil(TensorLike x) {
    return Node.apply(new Ceil(), x);
  }

  /**
   * Returns the nearest whole numbers, halves to the even one.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor round(TensorLike x) {
    return Node.apply(new Round(), x);
  }

  /**
   * Returns 1 where the element is not a number, else 0.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor isnan(TensorLike x) {
    return Node.apply(new IsNan(), x);
  }

  /**
   * Returns 1 where the element is infinite, else 0.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor isinf(TensorLike x) {
    return equal(abs(x), Double.POSITIVE_INFINITY);
  }

  /**
   * Returns 1 where the element is a finite number, else 0.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor isfinite(TensorLike x) {
    return less(abs(x), Double.POSITIVE_INFINITY);
  }

  /**
   * Adds, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the common shape
   */
  public static Tensor add(TensorLike a, TensorLike b) {
    return binary(new Add(), a, b);
  }

  /**
   * Adds, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the first input's shape
   */
  public static Tensor add(TensorLike a, double b) {
    return b == 0 ? a.tensor() : Node.apply(new Affine(1, HalfPrecision.number(b)), a);
  }

  /**
   * Adds, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the second input's shape
   */
  public static Tensor add(double a, TensorLike b) {
    return add(b, a);
  }

  /**
   * Subtracts, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the common shape
   */
  public static Tensor subtract(TensorLike a, TensorLike b) {
    return binary(new Subtract(), a, b);
  }

  /**
   * Subtracts, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the first input's shape
   */
  public static Tensor subtract(TensorLike a, double b) {
    return add(a, -b);
  }

  /**
   * Subtracts, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the second input's shape
   */
  public static Tensor subtract(double a, TensorLike b) {
    return Node.apply(new Affine(-1, HalfPrecision.number(a)), b);
  }

  /**
   * Multiplies element by element, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the common shape
   */
  public static Tensor multiply(TensorLike a, TensorLike b) {
    return binary(new Multiply(), a, b);
  }

  /**
   * Multiplies element by element, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the first input's shape
   */
  public static Tensor multiply(TensorLike a, double b) {
    return b == 1 ? a.tensor() : Node.apply(new Affine(HalfPrecision.number(b), 0), a);
  }

  /**
   * Multiplies element by element, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the second input's shape
   */
  public static Tensor multiply(double a, TensorLike b) {
    return multiply(b, a);
  }

  /**
   * Divides element by element, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the common shape
   */
  public static Tensor divide(TensorLike a, TensorLike b) {
    return binary(new Divide(), a, b);
  }

  /**
   * Divides element by element, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the first input's shape
   */
  public static Tensor divide(TensorLike a, double b) {
    return b == 1 ? a.tensor() : Node.apply(new Affine(1 / HalfPrecision.number(b), 0), a);
  }

  /**
   * Divides element by element, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the second input's shape
   */
  public static Tensor divide(double a, TensorLike b) {
    return divide(Ops.constant(a, b.tensor().dataType()), b);
  }

  /**
   * Divides, with broadcasting; 0 where the divisor is 0.
   *
   * @param a the dividend
   * @param b the divisor
   * @return the quotient
   */
  public static Tensor divideNoNan(TensorLike a, TensorLike b) {
    Tensor zero = equal(b, 0);
    Tensor quotient = divide(a, where(zero, Ops.onesLike(b), b));
    return where(zero, Ops.zerosLike(quotient), quotient);
  }

  /**
   * Returns the greater elements, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the common shape
   */
  public static Tensor maximum(TensorLike a, TensorLike b) {
    return binary(new Maximum(), a, b);
  }

  /**
   * Returns the greater elements, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the first input's shape
   */
  public static Tensor maximum(TensorLike a, double b) {
    return Node.apply(new Maximum(), a, Ops.constant(b, a.tensor().dataType()));
  }

  /**
   * Returns the greater elements, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the second input's shape
   */
  public static Tensor maximum(double a, TensorLike b) {
    return maximum(b, a);
  }

  /**
   * Returns the smaller elements, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the common shape
   */
  public static Tensor minimum(TensorLike a, TensorLike b) {
    return binary(new Minimum(), a, b);
  }

  /**
   * Returns the smaller elements, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the first input's shape
   */
  public static Tensor minimum(TensorLike a, double b) {
    return Node.apply(new Minimum(), a, Ops.constant(b, a.tensor().dataType()));
  }

  /**
   * Returns the smaller elements, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the second input's shape
   */
  public static Tensor minimum(double a, TensorLike b) {
    return minimum(b, a);
  }

  /**
   * Returns the first to the power of the second, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the common shape
   */
  public static Tensor power(TensorLike a, TensorLike b) {
    return binary(new Power(), a, b);
  }

  /**
   * Returns the first to the power of the second, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the first input's shape
   */
  public static Tensor power(TensorLike a, double b) {
    return b == 1
        ? a.tensor()
        : b == 2
            ? square(a)
            : b == 0.5 ? sqrt(a) : b == -1 ? reciprocal(a) : Node.apply(new PowerOf(b), a);
  }

  /**
   * Returns the first to the power of the second, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the second input's shape
   */
  public static Tensor power(double a, TensorLike b) {
    return power(Ops.constant(a, b.tensor().dataType()), b);
  }

  /**
   * Divides and rounds down, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the common shape
   */
  public static Tensor floorDivide(TensorLike a, TensorLike b) {
    return floor(divide(a, b));
  }

  /**
   * Divides and rounds down.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the first input's shape
   */
  public static Tensor floorDivide(TensorLike a, double b) {
    return floor(divide(a, b));
  }

  /**
   * Returns the remainder with the sign of the divisor, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the common shape
   */
  public static Tensor mod(TensorLike a, TensorLike b) {
    return binary(new FloorMod(), a, b);
  }

  /**
   * Returns the remainder with the sign of the divisor, with broadcasting.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the first input's shape
   */
  public static Tensor mod(TensorLike a, double b) {
    return Node.apply(new FloorMod(), a, Ops.constant(b, a.tensor().dataType()));
  }

  /**
   * Returns 1 where the elements are equal, else 0.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the common shape
   */
  public static Tensor equal(TensorLike a, TensorLike b) {
    return binary(new Equal(), a, b);
  }

  /**
   * Returns 1 where the elements are equal, else 0.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the first input's shape
   */
  public static Tensor equal(TensorLike a, double b) {
    return Node.apply(new Equal(), a, Ops.constant(b, a.tensor().dataType()));
  }

  /**
   * Returns 1 where the elements differ, else 0.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the common shape
   */
  public static Tensor notEqual(TensorLike a, TensorLike b) {
    return binary(new NotEqual(), a, b);
  }

  /**
   * Returns 1 where the elements differ, else 0.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the first input's shape
   */
  public static Tensor notEqual(TensorLike a, double b) {
    return Node.apply(new NotEqual(), a, Ops.constant(b, a.tensor().dataType()));
  }

  /**
   * Returns 1 where the first is greater, else 0.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the common shape
   */
  public static Tensor greater(TensorLike a, TensorLike b) {
    return binary(new Greater(), a, b);
  }

  /**
   * Returns 1 where the first is greater, else 0.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the first input's shape
   */
  public static Tensor greater(TensorLike a, double b) {
    return Node.apply(new Greater(), a, Ops.constant(b, a.tensor().dataType()));
  }

  /**
   * Returns 1 where the first is greater or equal, else 0.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the common shape
   */
  public static Tensor greaterEqual(TensorLike a, TensorLike b) {
    return binary(new GreaterEqual(), a, b);
  }

  /**
   * Returns 1 where the first is greater or equal, else 0.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the first input's shape
   */
  public static Tensor greaterEqual(TensorLike a, double b) {
    return Node.apply(new GreaterEqual(), a, Ops.constant(b, a.tensor().dataType()));
  }

  /**
   * Returns 1 where the first is less, else 0.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the common shape
   */
  public static Tensor less(TensorLike a, TensorLike b) {
    return binary(new Less(), a, b);
  }

  /**
   * Returns 1 where the first is less, else 0.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the first input's shape
   */
  public static Tensor less(TensorLike a, double b) {
    return Node.apply(new Less(), a, Ops.constant(b, a.tensor().dataType()));
  }

  /**
   * Returns 1 where the first is less or equal, else 0.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the common shape
   */
  public static Tensor lessEqual(TensorLike a, TensorLike b) {
    return binary(new LessEqual(), a, b);
  }

  /**
   * Returns 1 where the first is less or equal, else 0.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the first input's shape
   */
  public static Tensor lessEqual(TensorLike a, double b) {
    return Node.apply(new LessEqual(), a, Ops.constant(b, a.tensor().dataType()));
  }

  /**
   * Returns the elements, but at least {@code low} and at most {@code high}.
   *
   * @param x the input
   * @param low the least value
   * @param high the greatest value
   * @return a tensor of the same shape
   */
  public static Tensor clip(TensorLike x, double low, double high) {
    return Node.apply(new Clip(low, high), x);
  }

  /**
   * Chooses between two tensors, with broadcasting.
   *
   * @param condition not 0 where the first is meant
   * @param yes what is taken where the condition is not 0
   * @param no what is taken elsewhere
   * @return a tensor of the common shape
   */
  public static Tensor where(TensorLike condition, TensorLike yes, TensorLike no) {
    DataType type = Ops.common(yes, no);
    return Node.apply(new Where(), condition, cast(yes, type), cast(no, type));
  }

  /**
   * Chooses between elements and a number.
   *
   * @param condition what is not 0 chooses {@code yes}
   * @param yes the elements
   * @param no the number
   * @return a tensor of the common shape
   */
  public static Tensor where(TensorLike condition, TensorLike yes, double no) {
    return where(condition, yes, Ops.constant(no, yes.tensor().dataType()));
  }

  /**
   * Chooses between a number and elements.
   *
   * @param condition what is not 0 chooses {@code yes}
   * @param yes the number
   * @param no the elements
   * @return a tensor of the common shape
   */
  public static Tensor where(TensorLike condition, double yes, TensorLike no) {
    return where(condition, Ops.constant(yes, no.tensor().dataType()), no);
  }

  /**
   * Returns 1 where both are not 0, else 0.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the common shape
   */
  public static Tensor logicalAnd(TensorLike a, TensorLike b) {
    return multiply(notEqual(a, 0), notEqual(b, 0));
  }

  /**
   * Returns 1 where one of both is not 0, else 0.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the common shape
   */
  public static Tensor logicalOr(TensorLike a, TensorLike b) {
    return maximum(notEqual(a, 0), notEqual(b, 0));
  }

  /**
   * Returns 1 where exactly one of both is not 0, else 0.
   *
   * @param a the first input
   * @param b the second input
   * @return a tensor of the common shape
   */
  public static Tensor logicalXor(TensorLike a, TensorLike b) {
    return notEqual(notEqual(a, 0), notEqual(b, 0));
  }

  /**
   * Returns 1 where the element is 0, else 0.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor logicalNot(TensorLike x) {
    return equal(x, 0);
  }

  /**
   * Lets no gradient through.
   *
   * @param x the input
   * @return the input itself
   */
  public static Tensor stopGradient(TensorLike x) {
    return Node.apply(new StopGradient(), x);
  }

  /**
   * Returns the input under another identity.
   *
   * @param x the input
   * @return a tensor of the same values
   */
  public static Tensor identity(TensorLike x) {
    return Node.apply(new Identity(), x);
  }

  /**
   * Converts to another data type.
   *
   * @param x the input
   * @param dataType {@code FLOAT} or {@code DOUBLE}
   * @return a tensor of that type; the input itself if it has it
   */
  public static Tensor cast(TensorLike x, DataType dataType) {
    return x.tensor().dataType() == dataType ? x.tensor() : Node.apply(new Cast(dataType), x);
  }

  /**
   * Converts to another data type, by Keras' name of it. Tensors are floating, so that types of
   * whole numbers and truths change nothing but the numbers: {@code "int32"} cuts off what is
   * behind the point, and {@code "bool"} gives 1 for all but 0.
   *
   * @param x the input
   * @param dtype {@code "float32"}, {@code "float64"}, {@code "int32"}, {@code "bool"} and so on
   * @return a tensor of the same shape; the input itself if it has the type
   * @throws IllegalArgumentException if there is no such type
   */
  public static Tensor cast(TensorLike x, String dtype) {
    return switch (dtype) {
      case "float32" -> cast(x, DataType.FLOAT);
      case "float64" -> cast(x, DataType.DOUBLE);
      case "bool" -> notEqual(x, 0);
      case "int8", "int16", "int32", "int64" -> multiply(sign(x), floor(abs(x)));
      default ->
          throw Fault.of("cast")
              .expected("dtype must be one of [float32, float64, int8, int16, int32, int64, bool]")
              .received("\"%s\"", dtype)
              .remedy("Choose one; types of two bytes are policies of layers.")
              .argument();
    };
  }

  /**
   * Returns the Gaussian error linear unit of each element, approximated, as Keras' {@code
   * ops.gelu} does unless it is told otherwise.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor gelu(TensorLike x) {
    return gelu(x, true);
  }

  /**
   * Returns the Gaussian error linear unit of each element, {@code x * (1 + erf(x / sqrt(2))) / 2}.
   *
   * @param x the input
   * @param approximate true for {@code x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x³))) / 2}
   * @return a tensor of the same shape
   */
  public static Tensor gelu(TensorLike x, boolean approximate) {
    Tensor half = x.times(0.5);
    if (approximate) {
      Tensor inner = power(x, 3).times(0.044715).plus(x).times(Math.sqrt(2 / Math.PI));
      return half.times(tanh(inner).plus(1));
    }
    // Keras' erfc(-x), of which numbers of two bytes keep what is left of 1 + -1.
    Tensor scaled = x.times(Math.sqrt(0.5));
    return half.times(HalfPrecision.atOnce(() -> erf(scaled).plus(1)));
  }

  private static Tensor binary(Op op, TensorLike a, TensorLike b) {
    DataType type = Ops.common(a, b);
    return Node.apply(op, cast(a, type), cast(b, type));
  }
}
