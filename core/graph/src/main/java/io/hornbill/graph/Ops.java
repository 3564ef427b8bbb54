package io.hornbill.graph;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.graph.internal.Gradients;
import io.hornbill.graph.internal.ops.BatchNormalize;
import io.hornbill.graph.internal.ops.Constant;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.ConvInput;
import io.hornbill.graph.internal.ops.Fill;
import io.hornbill.graph.internal.ops.FillLike;
import io.hornbill.graph.internal.ops.Gru;
import io.hornbill.graph.internal.ops.LayerNormalize;
import io.hornbill.graph.internal.ops.LogSoftmax;
import io.hornbill.graph.internal.ops.Lstm;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.Placeholder;
import io.hornbill.graph.internal.ops.Pool;
import io.hornbill.graph.internal.ops.RandomUniform;
import io.hornbill.graph.internal.ops.SimpleRnn;
import io.hornbill.graph.internal.ops.Softmax;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The operations on tensors, by the names of Keras' {@code K} and {@code keras.ops}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * import static io.hornbill.graph.Ops.*;
 *
 * Tensor perSample = mean(square(yPred.minus(yTrue)), -1);
 * }</pre>
 */
public class Ops extends NeuralOps {
  /** For {@code KerasOps}, which adds the others of {@code keras.ops}; there are no instances. */
  protected Ops() {}

  /**
   * Makes a tensor whose values the caller of a run supplies.
   *
   * @param name its name
   * @param spec its type and shape
   * @return a new tensor
   */
  public static Tensor placeholder(String name, Spec spec) {
    return Node.apply(new Placeholder(name, spec));
  }

  /**
   * Makes a single fixed number.
   *
   * @param value the number
   * @param dataType the type
   * @return a tensor of shape {@code []}
   */
  public static Tensor constant(double value, DataType dataType) {
    return Node.apply(new Fill(value, new Spec(dataType, Shape.SCALAR)));
  }

  /**
   * Makes a fixed array. Whole numbers, truth values and numbers of two bytes become floats, in
   * which networks compute.
   *
   * @param value the array, which is copied
   * @return a tensor of the array's shape, of floats or doubles
   * @throws IllegalArgumentException if a whole number has more digits than a float, or the array
   *     holds no numbers
   */
  public static Tensor constant(INDArray value) {
    return Node.apply(new Constant(Constants.computable(value)));
  }

  /**
   * Makes a fixed vector.
   *
   * @param values the numbers
   * @return a tensor {@code [values]} of floats
   */
  public static Tensor constant(float... values) {
    return constant(Nd4j.createFromArray(values));
  }

  /**
   * Makes an array of one fixed number.
   *
   * @param value the number
   * @param spec the type and the shape, which is known
   * @return a tensor of that type and shape
   */
  public static Tensor fill(double value, Spec spec) {
    return Node.apply(new Fill(value, spec));
  }

  /**
   * Makes an array of zeros.
   *
   * @param x what gives type and shape
   * @return a tensor of the input's type and shape
   */
  public static Tensor zerosLike(TensorLike x) {
    return like(0, x.tensor());
  }

  /**
   * Makes an array of ones.
   *
   * @param x what gives type and shape
   * @return a tensor of the input's type and shape
   */
  public static Tensor onesLike(TensorLike x) {
    return like(1, x.tensor());
  }

  /** Between layers the number of rows is not known yet. */
  private static Tensor like(double number, Tensor x) {
    return x.shape().isKnown() ? fill(number, x.spec()) : Node.apply(new FillLike(number), x);
  }

  /**
   * Makes an array of zeros.
   *
   * @param shape the shape, which is known
   * @return a tensor of floats of that shape
   */
  public static Tensor zeros(long... shape) {
    return fill(0, new Spec(DataType.FLOAT, Shape.of(shape)));
  }

  /**
   * Makes an array of ones.
   *
   * @param shape the shape, which is known
   * @return a tensor of floats of that shape
   */
  public static Tensor ones(long... shape) {
    return fill(1, new Spec(DataType.FLOAT, Shape.of(shape)));
  }

  /**
   * Returns the whole numbers from 0.
   *
   * @param length how many
   * @param dataType the type
   * @return a tensor {@code [length]}
   */
  public static Tensor arange(long length, DataType dataType) {
    double[] numbers = LongStream.range(0, length).asDoubleStream().toArray();
    if (dataType != DataType.FLOAT) {
      return constant(Nd4j.createFromArray(numbers).castTo(dataType));
    }
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return constant(Nd4j.createFromArray(floats));
  }

  /**
   * Returns the whole numbers from 0.
   *
   * @param length how many
   * @return a tensor of floats {@code [length]}
   */
  public static Tensor arange(long length) {
    return arange(length, DataType.FLOAT);
  }

  /**
   * Returns numbers of equal distance.
   *
   * @param start the first one
   * @param stop where they end; it is not among them
   * @param step the distance; negative to count down
   * @return a tensor of floats {@code [n]}
   * @throws IllegalArgumentException if the distance is 0
   */
  public static Tensor arange(double start, double stop, double step) {
    if (step == 0) {
      throw Fault.of("arange")
          .expected("step must not be 0")
          .received(step)
          .remedy("Choose a distance.")
          .argument();
    }
    long length = Math.max(0, (long) Math.ceil((stop - start) / step));
    return arange(length).times(step).plus(start);
  }

  /**
   * Reads a variable as it is at the start of a run.
   *
   * @param variable the variable
   * @return a tensor of its type and shape
   */
  public static Tensor read(Variable variable) {
    return variable.tensor();
  }

  /**
   * Draws random numbers, even in {@code [0, 1)}.
   *
   * @param key the key of the stream, see {@link RandomStream}
   * @param draw a single number; another one gives other numbers
   * @param spec the type and the shape, which is known
   * @return a tensor of that type and shape
   */
  public static Tensor randomUniform(long key, Tensor draw, Spec spec) {
    return randomUniform(key, draw, spec, 0);
  }

  /**
   * Draws a part of larger random numbers, even in {@code [0, 1)}.
   *
   * @param key the key of the stream, see {@link RandomStream}
   * @param draw a single number; another one gives other numbers
   * @param spec the type and the shape of the part, which is known
   * @param first the number of elements of the draw before this part
   * @return a tensor of that type and shape
   */
  public static Tensor randomUniform(long key, Tensor draw, Spec spec, long first) {
    return Node.apply(new RandomUniform(key, spec, first), draw);
  }

  /**
   * Draws random numbers of the standard normal distribution (Box and Muller's way).
   *
   * @param key the key of the stream, see {@link RandomStream}
   * @param draw a single number; another one gives other numbers
   * @param spec the type and the shape, which is known
   * @return a tensor of that type and shape
   */
  public static Tensor randomNormal(long key, Tensor draw, Spec spec) {
    return randomNormal(key, draw, spec, 0);
  }

  /**
   * Draws a part of larger random numbers of the standard normal distribution.
   *
   * @param key the key of the stream, see {@link RandomStream}
   * @param draw a single number; another one gives other numbers
   * @param spec the type and the shape of the part, which is known
   * @param first the number of elements of the draw before this part
   * @return a tensor of that type and shape
   */
  public static Tensor randomNormal(long key, Tensor draw, Spec spec, long first) {
    Tensor radius = randomUniform(key, draw, spec, first).times(-1).plus(1);
    Tensor angle = randomUniform(RandomStream.mix(key), draw, spec, first).times(2 * Math.PI);
    return sqrt(log(radius).times(-2)).times(cos(angle));
  }

  /**
   * Multiplies matrices over the last two axes; the axes before them broadcast.
   *
   * @param a the left matrices
   * @param b the right matrices
   * @return a tensor {@code [..., rows of a, columns of b]}
   */
  public static Tensor matmul(TensorLike a, TensorLike b) {
    return matmul(a, b, false, false);
  }

  /**
   * Multiplies matrices over the last two axes; the axes before them broadcast.
   *
   * @param a the left matrices
   * @param b the right matrices
   * @param transposeA whether to transpose the left ones first
   * @param transposeB whether to transpose the right ones first
   * @return a tensor {@code [..., rows of a, columns of b]}
   */
  public static Tensor matmul(TensorLike a, TensorLike b, boolean transposeA, boolean transposeB) {
    DataType type = common(a, b);
    return Node.apply(new MatMul(transposeA, transposeB), cast(a, type), cast(b, type));
  }

  /**
   * Multiplies the last axis by a matrix, whatever the axes before it.
   *
   * @param x the input, {@code [..., features]}
   * @param kernel the matrix, {@code [features, units]}
   * @return a tensor {@code [..., units]}
   */
  public static Tensor dense(TensorLike x, TensorLike kernel) {
    if (x.rank() == 2) {
      return matmul(x, kernel);
    }
    Tensor flat = matmul(reshape(x, Shape.UNKNOWN, x.dim(-1)), kernel);
    return reshape(flat, x.shape().with(-1, kernel.dim(-1)).dims());
  }

  /**
   * Sums products of elements by Einstein's convention, as {@code "abc,cd->abd"}.
   *
   * @param equation one letter per axis: of the inputs left of the arrow, of the output right of it
   * @param a the first input
   * @param b the second input
   * @return a tensor of the axes right of the arrow
   */
  public static Tensor einsum(String equation, TensorLike a, TensorLike b) {
    return Einsum.of(equation, a.tensor(), b.tensor());
  }

  /**
   * Convolves, as neural networks do (a correlation).
   *
   * @param x the input, {@code [batch, ...spatial, channels]}
   * @param kernel the kernel, {@code [...window, channels / groups, filters]}
   * @param window how the kernel moves
   * @param groups the number of independent groups of channels
   * @return a tensor {@code [batch, ...places, filters]}
   */
  public static Tensor conv(TensorLike x, TensorLike kernel, Window window, long groups) {
    return Node.apply(new Conv(window, groups), x, kernel);
  }

  /**
   * Convolves the other way round: the adjoint of {@link #conv} by its input.
   *
   * @param x the input, {@code [batch, ...places, filters]}
   * @param kernel the kernel, {@code [...window, channels / groups, filters]}
   * @param window how the kernel moves over the output
   * @param groups the number of independent groups of channels
   * @param shape the shape of the output; its batch axis may be unknown
   * @return a tensor {@code [batch, ...spatial, channels]}
   */
  public static Tensor convTranspose(
      TensorLike x, TensorLike kernel, Window window, long groups, Shape shape) {
    return Node.apply(new ConvInput(window, groups, shape), x, kernel);
  }

  /**
   * Returns the greatest elements of a moving window.
   *
   * @param x the input, {@code [batch, ...spatial, channels]}
   * @param size the window's number of elements along each spatial axis
   * @param window how it moves
   * @return a tensor {@code [batch, ...places, channels]}
   */
  public static Tensor maxPool(TensorLike x, List<Long> size, Window window) {
    return Node.apply(new Pool(true, size, window), x);
  }

  /**
   * Returns the means of a moving window; padding does not count.
   *
   * @param x the input, {@code [batch, ...spatial, channels]}
   * @param size the window's number of elements along each spatial axis
   * @param window how it moves
   * @return a tensor {@code [batch, ...places, channels]}
   */
  public static Tensor averagePool(TensorLike x, List<Long> size, Window window) {
    return Node.apply(new Pool(false, size, window), x);
  }

  /**
   * Returns the softmax over the last axis.
   *
   * @param x the logits
   * @return a tensor of the same shape, each row with sum 1
   */
  public static Tensor softmax(TensorLike x) {
    return Node.apply(new Softmax(), x);
  }

  /**
   * Returns the softmax over an axis.
   *
   * @param x the logits
   * @param axis the axis, negative ones from the end
   * @return a tensor of the same shape
   */
  public static Tensor softmax(TensorLike x, int axis) {
    return alongLast(x, axis, Ops::softmax);
  }

  /**
   * Returns the logarithm of the softmax over the last axis, without overflow.
   *
   * @param x the logits
   * @return a tensor of the same shape
   */
  public static Tensor logSoftmax(TensorLike x) {
    return Node.apply(new LogSoftmax(), x);
  }

  /**
   * Returns the logarithm of the softmax over an axis, without overflow.
   *
   * @param x the logits
   * @param axis the axis, negative ones from the end
   * @return a tensor of the same shape
   */
  public static Tensor logSoftmax(TensorLike x, int axis) {
    return alongLast(x, axis, Ops::logSoftmax);
  }

  /**
   * Normalizes over all axes but the last by the batch's own mean and variance.
   *
   * @param x the input, {@code [..., channels]}
   * @param gamma the factors, {@code [channels]}
   * @param beta the summands, {@code [channels]}
   * @param epsilon what is added to the variance
   * @return the normalized tensor, the mean {@code [channels]} and the variance {@code [channels]}
   */
  public static List<Tensor> batchNormalize(Tensor x, Tensor gamma, Tensor beta, double epsilon) {
    return Node.of(new BatchNormalize(epsilon, false), List.of(x, gamma, beta)).outputs();
  }

  /**
   * Normalizes each row of the last axis by its own mean and variance.
   *
   * @param x the input, {@code [..., features]}
   * @param gamma the factors, {@code [features]}
   * @param beta the summands, {@code [features]}
   * @param epsilon what is added to the variance
   * @return a tensor of the same shape
   */
  public static Tensor layerNormalize(Tensor x, Tensor gamma, Tensor beta, double epsilon) {
    return Node.apply(new LayerNormalize(epsilon), x, gamma, beta);
  }

  /**
   * Runs long short-term memory over a sequence.
   *
   * @param x the sequence, {@code [batch, time, features]}
   * @param h the first output, {@code [batch, units]}
   * @param c the first cell state, {@code [batch, units]}
   * @param kernel Keras' kernel, {@code [features, 4 * units]}
   * @param recurrentKernel Keras' recurrent kernel, {@code [units, 4 * units]}
   * @param bias Keras' bias, {@code [4 * units]}
   * @return the output of each step, {@code [batch, time, units]}, the last output and the last
   *     cell state
   * @see Lstm
   */
  public static List<Tensor> lstm(
      Tensor x, Tensor h, Tensor c, Tensor kernel, Tensor recurrentKernel, Tensor bias) {
    return Node.of(new Lstm(), List.of(x, h, c, kernel, recurrentKernel, bias)).outputs();
  }

  /**
   * Runs a gated recurrent unit over a sequence, the reset gate after the recurrent product.
   *
   * @param x the sequence, {@code [batch, time, features]}
   * @param h the first output, {@code [batch, units]}
   * @param kernel Keras' kernel, {@code [features, 3 * units]}
   * @param recurrentKernel Keras' recurrent kernel, {@code [units, 3 * units]}
   * @param bias the first row of Keras' bias, {@code [3 * units]}
   * @param recurrentBias its second row, {@code [3 * units]}
   * @return the output of each step, {@code [batch, time, units]}, and the last output
   * @see Gru
   */
  public static List<Tensor> gru(
      Tensor x,
      Tensor h,
      Tensor kernel,
      Tensor recurrentKernel,
      Tensor bias,
      Tensor recurrentBias) {
    long units = recurrentKernel.dim(0);
    Tensor gates = slice(bias, 0, 0, 2 * units).plus(slice(recurrentBias, 0, 0, 2 * units));
    Tensor candidate = slice(bias, 0, 2 * units, 3 * units);
    Tensor inner = slice(recurrentBias, 0, 2 * units, 3 * units);
    Tensor joined = concatenate(List.of(gates, candidate, inner), 0);
    return Node.of(new Gru(true), List.of(x, h, kernel, recurrentKernel, joined)).outputs();
  }

  /**
   * Runs a gated recurrent unit over a sequence, the reset gate before the recurrent product.
   *
   * @param x the sequence, {@code [batch, time, features]}
   * @param h the first output, {@code [batch, units]}
   * @param kernel Keras' kernel, {@code [features, 3 * units]}
   * @param recurrentKernel Keras' recurrent kernel, {@code [units, 3 * units]}
   * @param bias Keras' bias, {@code [3 * units]}
   * @return the output of each step, {@code [batch, time, units]}, and the last output
   * @see Gru
   */
  public static List<Tensor> gru(
      Tensor x, Tensor h, Tensor kernel, Tensor recurrentKernel, Tensor bias) {
    return Node.of(new Gru(false), List.of(x, h, kernel, recurrentKernel, bias)).outputs();
  }

  /**
   * Runs the simple recurrent layer over a sequence.
   *
   * @param x the sequence, {@code [batch, time, features]}
   * @param h the first output, {@code [batch, units]}
   * @param kernel the kernel, {@code [features, units]}
   * @param recurrentKernel the recurrent kernel, {@code [units, units]}
   * @param bias the bias, {@code [units]}
   * @param relu true for {@code relu}, false for {@code tanh}
   * @return the output of each step, {@code [batch, time, units]}, and the last output
   * @see SimpleRnn
   */
  public static List<Tensor> simpleRnn(
      Tensor x, Tensor h, Tensor kernel, Tensor recurrentKernel, Tensor bias, boolean relu) {
    return Node.of(new SimpleRnn(relu), List.of(x, h, kernel, recurrentKernel, bias)).outputs();
  }

  /**
   * Differentiates a tensor, inside a layer, a loss or a metric of one's own: a penalty on the
   * gradients, for example.
   *
   * @param y what to differentiate: a number, or a tensor whose elements are added first
   * @param by the tensors to differentiate by
   * @return one gradient per tensor of {@code by}, of its shape; zeros where y does not depend on
   *     it
   * @throws UnsupportedOperationException if an op on the way has no gradient
   * @throws IllegalArgumentException if y depends on a call of a layer that is not computed yet
   */
  public static List<Tensor> gradients(TensorLike y, List<? extends TensorLike> by) {
    return Gradients.of(y.rank() == 0 ? y.tensor() : sum(y), Node.tensors(by));
  }

  /**
   * Differentiates a tensor by another one.
   *
   * @param y what to differentiate: a number, or a tensor whose elements are added first
   * @param by the tensor to differentiate by
   * @return the gradient, of the shape of {@code by}
   * @throws UnsupportedOperationException if an op on the way has no gradient
   * @throws IllegalArgumentException if y depends on a call of a layer that is not computed yet
   */
  public static Tensor gradients(TensorLike y, TensorLike by) {
    return gradients(y, List.of(by)).get(0);
  }

  static DataType common(TensorLike a, TensorLike b) {
    DataType left = a.tensor().dataType();
    return b.tensor().dataType() == DataType.DOUBLE ? DataType.DOUBLE : left;
  }

  private static Tensor alongLast(
      TensorLike x, int axis, java.util.function.UnaryOperator<Tensor> operator) {
    int at = x.shape().axis(axis);
    if (at == x.rank() - 1) {
      return operator.apply(x.tensor());
    }
    int[] swap = java.util.stream.IntStream.range(0, x.rank()).toArray();
    swap[at] = x.rank() - 1;
    swap[x.rank() - 1] = at;
    return transpose(operator.apply(transpose(x, swap)), swap);
  }
}
