package io.hornbill.benchmarks.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** One file that ONNX Runtime reads, with one input and one output. */
final class OnnxSession {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final String input;

  OnnxSession(String file) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
      session = environment.createSession(file, options);
      input = session.getInputNames().iterator().next();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  String describe() {
    return "ONNX Runtime " + environment.getVersion() + " of Java";
  }

  /** The shape of so many rows. */
  long[] shape(int rows) {
    try {
      long[] shape = ((TensorInfo) session.getInputInfo().get(input).getInfo()).getShape();
      shape[0] = rows;
      return shape;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An array outside of the heap, which is not copied when the session reads it. */
  OnnxTensor tensor(float[] values, long[] shape) {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(Float.BYTES * values.length)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(values)
            .rewind();
    try {
      return OnnxTensor.createTensor(environment, buffer, shape);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows that the session answers. */
  float[][] run(OnnxTensor x) {
    try (OrtSession.Result result = session.run(Map.of(input, x))) {
      return (float[][]) result.get(0).getValue();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
