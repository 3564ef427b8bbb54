package io.hornbill.training;

import io.hornbill.base.Fault;
import io.hornbill.graph.Variable;
import java.nio.ByteBuffer;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The values of variables as bytes, for other processes that have the same variables. */
final class VariableBytes {
  private VariableBytes() {}

  private static int width(Variable variable) {
    return variable.dataType() == DataType.DOUBLE ? Double.BYTES : Float.BYTES;
  }

  static byte[] write(List<Variable> variables) {
    long bytes = variables.stream().mapToLong(v -> v.value().length() * width(v)).sum();
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(bytes));
    for (Variable variable : variables) {
      INDArray value = variable.value();
      if (variable.dataType() == DataType.DOUBLE) {
        for (double number : doubles(value)) {
          buffer.putDouble(number);
        }
      } else {
        for (float number : floats(value)) {
          buffer.putFloat(number);
        }
      }
    }
    return buffer.array();
  }

  static void read(List<Variable> variables, byte[] bytes) {
    long expected = variables.stream().mapToLong(v -> v.value().length() * width(v)).sum();
    if (bytes.length != expected) {
      throw Fault.of("Parallel training")
          .expected("all processes must have the same model")
          .received("%s bytes of weights for %s", bytes.length, expected)
          .remedy("Build the same layers everywhere.")
          .argument();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    for (Variable variable : variables) {
      int length = Math.toIntExact(variable.value().length());
      if (variable.dataType() == DataType.DOUBLE) {
        double[] numbers = new double[length];
        buffer.asDoubleBuffer().get(numbers);
        put(variable.value(), numbers);
      } else {
        float[] numbers = new float[length];
        buffer.asFloatBuffer().get(numbers);
        put(variable.value(), numbers);
      }
      buffer.position(buffer.position() + length * width(variable));
      variable.touch();
    }
  }

  static float[] floats(INDArray array) {
    float[] numbers = new float[Math.toIntExact(array.length())];
    get(array, numbers, 0);
    return numbers;
  }

  static double[] doubles(INDArray array) {
    double[] numbers = new double[Math.toIntExact(array.length())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.data().getDouble(i);
    }
    return numbers;
  }

  /** Copies all numbers of an array in C order. */
  static void get(INDArray array, float[] to, int from) {
    array.data().asNioFloat().get(to, from, Math.toIntExact(array.length()));
  }

  static void put(INDArray array, float[] numbers) {
    put(array, numbers, 0);
  }

  static void put(INDArray array, float[] numbers, int from) {
    array.data().asNioFloat().put(numbers, from, Math.toIntExact(array.length()));
  }

  static void put(INDArray array, double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      array.data().put(i, numbers[i]);
    }
  }
}
