package io.hornbill.engine.internal.blas;

import io.hornbill.engine.internal.blas.Gemm.Operand;
import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Window;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A convolution or one of its adjoints as matrix products, image by image: the windows are gathered
 * as rows {@code [places, elements * depth]} and multiplied by the kernel.
 */
final class ConvolutionKernel extends Kernel {
  /** What is computed from the other two. */
  enum Result {
    OUTPUT,
    INPUT,
    KERNEL
  }

  private final Result result;
  private final Patches patches;
  private final int groups;
  private final int batch;
  private final int channels;
  private final int depth;
  private final int filters;
  private final Buffer input;
  private final Buffer rows;
  private final Gemm gemm;
  private final boolean isDouble;
  private FloatBuffer floatInput = FloatBuffer.allocate(0);
  private FloatBuffer floatRows = FloatBuffer.allocate(0);
  private DoubleBuffer doubleInput = DoubleBuffer.allocate(0);
  private DoubleBuffer doubleRows = DoubleBuffer.allocate(0);

  /** The three tensors of a convolution, one of which is the result. */
  record Parts(Tensor input, Tensor kernel, Tensor output) {}

  ConvolutionKernel(
      Node node, Parts parts, Window window, long groupCount, Result result, Memory memory) {
    super(
        "gemm " + node,
        node.inputs().stream().map(memory::of).toList(),
        List.of(memory.of(node.output(0))));
    this.result = result;
    Shape x = parts.input.shape();
    Shape k = parts.kernel.shape();
    patches = new Patches(x, k.slice(0, window.rank()).dims(), parts.output.shape(), window);
    groups = (int) groupCount;
    batch = (int) x.dim(0);
    channels = (int) x.last();
    depth = channels / groups;
    filters = (int) k.last();
    input = memory.of(parts.input);
    DataType type = node.output(0).dataType();
    isDouble = type == DataType.DOUBLE;
    int width = patches.elements * depth;
    rows = Buffer.planned(new Spec(type, Shape.of(patches.places, width)));
    gemm = gemm(width, memory.of(parts.kernel), memory.of(parts.output));
  }

  private Gemm gemm(int width, Buffer kernel, Buffer output) {
    int own = filters / groups;
    Operand y = new Operand(output, false, filters);
    Operand k = new Operand(kernel, false, filters);
    Operand r = new Operand(rows, false, width);
    return switch (result) {
      case OUTPUT -> new Gemm(patches.places, own, width, r, k, y);
      case KERNEL -> new Gemm(width, own, patches.places, new Operand(rows, true, width), y, k);
      case INPUT -> new Gemm(patches.places, width, own, y, new Operand(kernel, true, filters), r);
    };
  }

  @Override
  public List<Buffer> scratch() {
    return List.of(rows);
  }

  @Override
  public void bind() {
    gemm.bind();
    if (isDouble) {
      doubleInput = input.doubles();
      doubleRows = rows.doubles();
    } else {
      floatInput = input.floats();
      floatRows = rows.floats();
    }
  }

  @Override
  public void run() {
    int image = patches.positions * channels;
    int own = filters / groups;
    if (result == Result.INPUT) {
      clearInput();
    }
    for (int n = 0; n < batch; n++) {
      long y = (long) n * patches.places * filters;
      for (int g = 0; g < groups; g++) {
        int first = n * image + g * depth;
        long f = (long) g * own;
        switch (result) {
          case OUTPUT -> {
            gather(first);
            gemm.run(0, f, y + f, 0);
          }
          case KERNEL -> {
            gather(first);
            gemm.run(0, y + f, f, n == 0 ? 0 : 1);
          }
          case INPUT -> {
            gemm.run(y + f, f, 0, 0);
            scatter(first);
          }
        }
      }
    }
  }

  private void clearInput() {
    for (int i = 0; i < input.elements(); i++) {
      if (isDouble) {
        doubleInput.put(i, 0);
      } else {
        floatInput.put(i, 0);
      }
    }
  }

  private void gather(int first) {
    int at = 0;
    for (int position : patches.position) {
      int from = first + position * channels;
      for (int c = 0; c < depth; c++, at++) {
        if (isDouble) {
          doubleRows.put(at, position < 0 ? 0 : doubleInput.get(from + c));
        } else {
          floatRows.put(at, position < 0 ? 0 : floatInput.get(from + c));
        }
      }
    }
  }

  private void scatter(int first) {
    int at = 0;
    for (int position : patches.position) {
      int to = first + position * channels;
      for (int c = 0; c < depth && position >= 0; c++) {
        if (isDouble) {
          doubleInput.put(to + c, doubleInput.get(to + c) + doubleRows.get(at + c));
        } else {
          floatInput.put(to + c, floatInput.get(to + c) + floatRows.get(at + c));
        }
      }
      at += depth;
    }
  }
}
