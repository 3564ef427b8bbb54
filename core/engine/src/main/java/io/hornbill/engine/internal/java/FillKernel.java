package io.hornbill.engine.internal.java;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/** Writes one number everywhere. */
public final class FillKernel extends Kernel {
  private final double number;
  private final Buffer to;

  /**
   * Makes a fill.
   *
   * @param number the number
   * @param to where to
   */
  public FillKernel(double number, Buffer to) {
    super("fill", List.of(), List.of(to));
    this.number = number;
    this.to = to;
  }

  @Override
  public void run() {
    if (to.dataType() == DataType.DOUBLE) {
      var doubles = to.doubles();
      for (int i = 0; i < doubles.capacity(); i++) {
        doubles.put(i, number);
      }
    } else {
      var floats = to.floats();
      for (int i = 0; i < floats.capacity(); i++) {
        floats.put(i, (float) number);
      }
    }
  }
}
