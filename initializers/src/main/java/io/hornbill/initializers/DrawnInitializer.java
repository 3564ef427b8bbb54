package io.hornbill.initializers;

import io.hornbill.base.Setting;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Draws each value by itself. */
public abstract class DrawnInitializer<T extends DrawnInitializer<T>> extends RandomInitializer<T> {
  DrawnInitializer(String className, Setting<?>... declared) {
    super(className, declared);
  }

  /** Returns what the values of a weight are drawn from. */
  abstract Distribution distribution(long[] shape);

  @Override
  final INDArray draw(long[] shape, DataType dataType, RandomGenerator random) {
    return distribution(shape).draw(shape, dataType, random);
  }
}
